/// What a network is trained for; each is a mean over the valid elements or positions of an image.
///
/// Targets are 32-bit numbers in the shape of the output, except labels: one Int32 per position.
/// An element whose target is NaN is left out, and so is a position whose label is negative or
/// whose distribution has a NaN. The loss of an image is the sum of its valid terms, divided by
/// their number; the loss of a batch is the mean over the images that have any. An image without
/// valid terms contributes nothing, and its own loss is NaN.
package enum Loss: Hashable, Sendable {
  /// |prediction - target|.
  case absolute
  /// (prediction - target)^2.
  case squared
  /// Binary cross-entropy of a logit with a target probability in 0...1, in nats.
  case binaryCrossEntropy
  /// Cross-entropy of the channels of a position, as logits, with a label in 0..<channels; nats.
  case crossEntropy
  /// The same, the term of each position times the positive weight of its class (one a channel).
  ///
  /// The divisor stays the number of valid positions, so a common class with a small weight also
  /// makes the loss of an image that shows little else small, as in the paper's code.
  case weightedCrossEntropy([Float])
  /// Kullback-Leibler divergence of the channels' softmax from a target distribution, in nats.
  case softCrossEntropy

  /// Whether targets are labels (Int32, one per position) instead of numbers (Float).
  package var usesLabels: Bool {
    switch self {
    case .crossEntropy, .weightedCrossEntropy: true
    case .absolute, .squared, .binaryCrossEntropy, .softCrossEntropy: false
    }
  }

  /// The weight of each class; nil where all count alike.
  package var classWeights: [Float]? {
    if case .weightedCrossEntropy(let weights) = self { return weights }
    return nil
  }

  /// The number of target values of an image whose output has `positions` and `channels`.
  package func targetCount(positions: Int, channels: Int) -> Int {
    usesLabels ? positions : positions * channels
  }
}
