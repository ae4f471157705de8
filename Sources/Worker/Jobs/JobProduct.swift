package import Documents

/// An artifact that a job made.
package struct JobProduct: Equatable, Sendable {
  /// What it is: `statistics`, `network`, `representation`, `readout`, `losses`, `pictures`, `inputs` or
  /// `truths`.
  package let name: String
  /// Its bytes; empty for a representation, whose bytes stay in the cache.
  package let content: [UInt8]
  /// SHA-256 of its bytes.
  package let digest: Digest
  /// Its size in bytes.
  package let size: Int
  /// Whether it stays on the worker instead of going to the coordinator.
  package let isTemporary: Bool

  /// A product with these bytes.
  init(_ name: String, _ content: [UInt8], isTemporary: Bool = false) {
    self.init(
      name, content: content, digest: Digest(of: content), size: content.count,
      isTemporary: isTemporary)
  }

  /// A product whose bytes are kept in the cache.
  init(cached name: String, digest: Digest, size: Int) {
    self.init(name, content: [], digest: digest, size: size, isTemporary: true)
  }

  private init(
    _ name: String, content: [UInt8], digest: Digest, size: Int, isTemporary: Bool
  ) {
    self.name = name
    self.content = content
    self.digest = digest
    self.size = size
    self.isTemporary = isTemporary
  }
}
