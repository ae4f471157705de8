package import Architectures
package import Documents

/// A way to run networks: a processor with its kernels.
package protocol Backend: Sendable {
  /// Results of the same class are equal byte by byte: `cpu`, `cpu-baseline`, `reference`.
  var numericsClass: String { get }

  /// One sentence for people: what was chosen, and why.
  var explanation: String { get }
  /// What does the arithmetic, in a word or two: `AVX-512`.
  var device: String { get }

  /// Lays out memory and kernels for `networks` (a group trained side by side), `batch` samples each.
  ///
  /// Parameters are zero until they are initialised or loaded. Throws where a layer has no kernel.
  func compile(
    _ networks: [NetworkDescription], batch: Int, mode: Mode
  ) throws(Failure) -> any Plan
}
