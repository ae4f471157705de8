package import Documents

/// A dataset of files that a worker has.
package struct HeldDataset: Hashable, Sendable {
  /// What `--data NAME=DIR` calls it.
  package let name: String
  /// The digest of its manifest.
  package let manifest: Digest

  /// Makes a dataset's description.
  package init(name: String, manifest: Digest) {
    self.name = name
    self.manifest = manifest
  }
}

extension HeldDataset: Packable {
  package var packedValue: PackedValue { .array([.text(name), manifest.packedValue]) }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 2,
      let name = parts[0].line(upTo: MessageLimits.nameBytes),
      let manifest = Digest(parts[1])
    else { return nil }
    self.init(name: name, manifest: manifest)
  }
}
