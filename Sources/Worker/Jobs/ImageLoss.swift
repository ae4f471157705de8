internal import CMath
internal import TaskSpace

/// The loss of one prediction, computed in double precision and rounded once.
struct ImageLoss {
  /// What the numbers of a prediction mean where a loss compares probabilities.
  enum Numbers {
    /// Logits, as networks give them.
    case logits
    /// Probabilities, as least squares on classes gives them: they may leave 0...1, are kept above
    /// a floor, and scaled to a sum of 1 where classes compete.
    case probabilities
  }

  /// What a probability counts at least: one of zero would make the loss infinite.
  private static let floor: Float = 0.01

  private let function: LossFunction
  private let channels: Int
  private let numbers: Numbers
  private let weights: [Float]

  init(_ function: LossFunction, channels: Int, of numbers: Numbers) {
    self.function = function
    self.channels = channels
    self.numbers = numbers
    weights =
      function == .weightedCrossEntropy ? TaskDictionary.classWeights(classes: channels) : []
  }

  /// The mean over the valid elements, or over the valid positions where classes compete; NaN where
  /// none is valid.
  ///
  /// - Parameters:
  ///   - positions: how many there are: 1, or the pixels of a map.
  ///   - target: Floats in the shape of the prediction, or an Int32 label per position; NaN and
  ///     negative labels are not valid.
  ///   - prediction: where the channels of a position begin.
  func value(
    positions: Int, target: UnsafeRawPointer, prediction: (Int) -> UnsafePointer<Float>
  ) -> Float {
    var (sum, count) = (0.0, 0)
    for position in 0..<positions {
      let values = prediction(position)
      let truth = target.assumingMemoryBound(to: Float.self) + position * channels
      switch function {
      case .absolute, .squared, .binaryCrossEntropy:
        for channel in 0..<channels where !truth[channel].isNaN {
          sum += elementLoss(values[channel], Double(truth[channel]))
          count += 1
        }
      case .crossEntropy, .weightedCrossEntropy:
        let label = Int(target.load(fromByteOffset: 4 * position, as: Int32.self))
        guard label >= 0 else { continue }
        let weight = weights.isEmpty ? 1 : Double(weights[label])
        sum -= weight * logarithm(of: label, normalizer(values), values)
        count += 1
      case .softCrossEntropy:
        guard let divergence = divergence(values, truth) else { continue }
        sum += divergence
        count += 1
      }
    }
    return count == 0 ? .nan : Float(sum / Double(count))
  }

  private func elementLoss(_ value: Float, _ truth: Double) -> Double {
    let difference = Double(value) - truth
    switch (function, numbers) {
    case (.absolute, _): return abs(difference)
    case (.squared, _): return difference * difference
    case (_, .logits):
      let logit = Double(value)
      return max(logit, 0) - logit * truth + tm_log(1 + tm_exp(-abs(logit)))
    case (_, .probabilities):
      let probability = Double(min(max(value, Self.floor), 1 - Self.floor))
      var entropy = 0.0
      if truth > 0 { entropy -= truth * tm_log(probability) }
      if truth < 1 { entropy -= (1 - truth) * tm_log(1 - probability) }
      return entropy
    }
  }

  /// The Kullback-Leibler divergence from a distribution; nil where that is unknown.
  private func divergence(
    _ values: UnsafePointer<Float>, _ truth: UnsafePointer<Float>
  ) -> Double? {
    let normalizer = normalizer(values)
    var sum = 0.0
    for channel in 0..<channels {
      let share = Double(truth[channel])
      if share.isNaN { return nil }
      guard share > 0 else { continue }
      sum += share * (tm_log(share) - logarithm(of: channel, normalizer, values))
    }
    return sum
  }

  /// The logarithm of the probability of one of the classes that compete.
  private func logarithm(
    of channel: Int, _ normalizer: Double, _ values: UnsafePointer<Float>
  ) -> Double {
    switch numbers {
    case .logits: Double(values[channel]) - normalizer
    case .probabilities: tm_log(Double(max(values[channel], Self.floor) / Float(normalizer)))
    }
  }

  /// What makes the probabilities of the classes sum to 1: the logarithm of the sum of e^logit,
  /// without overflow, or the sum of the probabilities.
  private func normalizer(_ values: UnsafePointer<Float>) -> Double {
    switch numbers {
    case .logits:
      var largest = values[0]
      for channel in 1..<max(channels, 1) { largest = max(largest, values[channel]) }
      var sum = 0.0
      for channel in 0..<channels { sum += tm_exp(Double(values[channel]) - Double(largest)) }
      return Double(largest) + tm_log(sum)
    case .probabilities:
      var sum: Float = 0
      for channel in 0..<channels { sum += max(values[channel], Self.floor) }
      return Double(sum)
    }
  }
}
