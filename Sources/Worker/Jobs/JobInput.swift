package import Documents

/// The result of another job that a job uses.
package struct JobInput: Sendable {
  /// What it is used as: `statistics`, `network`, `network.SOURCE`, `representation.SOURCE`,
  /// `representation.SOURCE.VIEW` or `readout`.
  package let role: String
  /// SHA-256 of its bytes.
  package let digest: Digest
  /// Gives its bytes; representations lie in the cache and are never asked for theirs.
  package let content: @Sendable () throws(Failure) -> [UInt8]

  /// Makes an input.
  package init(
    role: String, digest: Digest, content: @escaping @Sendable () throws(Failure) -> [UInt8]
  ) {
    self.role = role
    self.digest = digest
    self.content = content
  }
}
