/// One named tensor of a network.
package struct Parameter: Hashable, Sendable {
  /// What a tensor is for.
  package enum Role: Hashable, Sendable {
    /// Convolution taps [row, column, input, output] or a matrix [input, output].
    case weight
    /// A bias [output] or [row, column, output].
    case bias
    /// The learned scale of a batch normalisation.
    case scale
    /// The learned offset of a batch normalisation.
    case offset
    /// The running mean of a batch normalisation; not trained.
    case runningMean
    /// The running (unbiased) variance of a batch normalisation; not trained.
    case runningVariance
  }

  /// The section and the place of the layer in it and the role, as in `encoder.2.weight`.
  package let name: String
  /// The extents, slowest first.
  package let shape: [Int]
  /// What the tensor is for.
  package let role: Role
  /// The index of the layer it belongs to.
  package let layer: Int

  /// The number of values.
  package var count: Int { shape.reduce(1, *) }

  /// Whether the optimiser changes it (running statistics are not trained).
  package var isTrained: Bool { role != .runningMean && role != .runningVariance }
}
