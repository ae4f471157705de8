package import Architectures
package import Documents

/// The slow, obvious backend in plain Swift: the oracle of the others.
package struct ReferenceBackend: Backend {
  /// The reference: comparable with other classes only within rounding.
  package var numericsClass: String { "reference" }

  /// Nothing special.
  package var device: String { "plain Swift" }
  /// Says that this backend is for checking.
  package var explanation: String { "plain Swift, layer by layer: exact and slow, for checking" }

  /// The reference backend.
  package init() {}

  /// Compiles any network, in 32-bit arithmetic.
  package func compile(
    _ networks: [NetworkDescription], batch: Int, mode: Mode
  ) throws(Failure) -> any Plan {
    precondition(batch > 0, "a batch has samples")
    return ReferencePlan(networks, batch: batch, mode: mode)
  }
}
