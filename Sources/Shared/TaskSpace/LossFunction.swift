/// The loss of one image: the mean over its pixels and channels.
package enum LossFunction: String, Hashable, Sendable {
  /// |prediction - target| (L1).
  case absolute
  /// (prediction - target)^2 (L2).
  case squared
  /// Cross-entropy of independent yes/no answers, given as logits.
  case binaryCrossEntropy
  /// Cross-entropy against one true class, given as logits.
  case crossEntropy
  /// The same, each position times the weight of its class (`TaskDictionary.classWeights`).
  case weightedCrossEntropy
  /// Kullback-Leibler divergence of the softmax of the logits from the target distribution.
  case softCrossEntropy

  /// Whether targets are standardised to mean 0 and deviation 1 per channel.
  package var isStandardized: Bool { self == .absolute || self == .squared }
}
