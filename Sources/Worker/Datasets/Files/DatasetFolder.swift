package import Documents
package import TaskSpace

/// The files of a dataset on this machine, as `--data NAME=DIR` says.
package final class DatasetFolder: Sendable {
  /// What the dataset is called.
  package let name: String
  /// Where its files lie.
  package let path: String
  /// What its files are.
  package let manifest: Manifest
  private let entries: [String: Manifest.Entry]

  /// The files in the folder at `path`.
  ///
  /// Where a manifest is given, they have to be those that it names, by name and size. Contents are
  /// compared when they are read.
  ///
  /// - Throws: `Failure`: missingInput where the folder is missing or empty, data where its files are
  ///   others.
  package init(name: String, path: String, manifest: Manifest? = nil) throws(Failure) {
    let found = try Manifest(name: name, folder: path)
    if let manifest, let difference = manifest.difference(from: found) {
      throw Failure(
        .data,
        "the folder \(path) is not the dataset '\(name)' of the manifest: \(difference)")
    }
    self.name = name
    self.path = path
    self.manifest = manifest ?? found
    entries = Dictionary(uniqueKeysWithValues: self.manifest.entries.map { ($0.path, $0) })
  }

  /// Whether the dataset has the file at this path inside its folder.
  package func has(_ file: String) -> Bool { entries[file] != nil }

  /// Whether specs may call these files by `digest`: that of the manifest, or of its names and sizes.
  package func answers(to digest: Digest) -> Bool { digests.contains(digest) }

  /// The digests by which specs may call these files.
  package var digests: [Digest] {
    manifest.hasContents ? [manifest.digest, manifest.bySize.digest] : [manifest.digest]
  }

  /// The manifest with the contents of all files, each of which is read.
  ///
  /// - Throws: `Failure` (io), or `CancellationError`.
  package func manifestWithContents(_ watch: Watch = Watch()) throws -> Manifest {
    let count = manifest.entries.count
    var entries: [Manifest.Entry] = []
    for (place, entry) in manifest.entries.enumerated() {
      try watch.check()
      entries.append(
        Manifest.Entry(
          path: entry.path, size: entry.size, content: Digest(of: try read(entry.path))))
      watch.progress(Double(place + 1) / Double(count), "\(place + 1) of \(count) files")
    }
    return Manifest(name: name, entries: entries)
  }

  /// The content of a file.
  ///
  /// - Throws: `Failure`: missingInput where there is no such file; io where it cannot be read or is
  ///   not the one of the manifest.
  package func read(_ file: String) throws(Failure) -> [UInt8] {
    guard let entry = entries[file] else {
      throw Failure(.missingInput, "the dataset '\(name)' has no file \(file)")
    }
    let content: [UInt8]
    do throws(Failure) {
      content = try Files.read("\(path)/\(file)")
    } catch {
      throw Failure(.io, error.message)
    }
    guard content.count == entry.size, entry.content.map({ $0 == Digest(of: content) }) ?? true
    else {
      throw Failure(
        .io, "\(path)/\(file) is not the file of the manifest; copy the dataset '\(name)' anew")
    }
    return content
  }
}
