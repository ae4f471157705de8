/// What a network is trained for; each is a mean over the valid elements or positions of an image.
///
/// Targets are 32-bit numbers in the shape of the output, except labels: one Int32 per position.
/// An element whose target is NaN, and a position whose label is negative, is left out; an image
/// without valid elements has loss 0.
package enum Loss: String, CaseIterable, Sendable {
  /// |prediction - target|.
  case absolute
  /// (prediction - target)^2.
  case squared
  /// Binary cross-entropy of a logit with a target probability in 0...1, in nats.
  case binaryCrossEntropy
  /// Cross-entropy of the channels of a position, as logits, with a label in 0..<channels; nats.
  case crossEntropy
  /// Kullback-Leibler divergence of the channels' softmax from a target distribution, in nats.
  case softCrossEntropy

  /// Whether targets are labels (Int32, one per position) instead of numbers (Float).
  package var usesLabels: Bool { self == .crossEntropy }

  /// The number of target values of an image whose output has `positions` and `channels`.
  package func targetCount(positions: Int, channels: Int) -> Int {
    usesLabels ? positions : positions * channels
  }
}
