internal import CMath
internal import TaskSpace

/// The loss of a network's output, computed in double precision and rounded once.
struct ImageLoss {
  private let function: LossFunction
  private let channels: Int
  private let weights: [Float]

  init(_ function: LossFunction, channels: Int) {
    self.function = function
    self.channels = channels
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
  ///   - prediction: [position][channel], logits where the loss compares probabilities.
  func value(
    positions: Int, target: UnsafeRawPointer, prediction: UnsafePointer<Float>
  ) -> Float {
    var (sum, count) = (0.0, 0)
    for position in 0..<positions {
      let values = prediction + position * channels
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
        sum -= weight * (Double(values[label]) - normalizer(values))
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
    switch function {
    case .absolute: return abs(difference)
    case .squared: return difference * difference
    default:
      let logit = Double(value)
      return max(logit, 0) - logit * truth + tm_log(1 + tm_exp(-abs(logit)))
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
      sum += share * (tm_log(share) - (Double(values[channel]) - normalizer))
    }
    return sum
  }

  /// The logarithm of the sum of e^logit, without overflow.
  private func normalizer(_ values: UnsafePointer<Float>) -> Double {
    var largest = values[0]
    for channel in 1..<max(channels, 1) { largest = max(largest, values[channel]) }
    var sum = 0.0
    for channel in 0..<channels { sum += tm_exp(Double(values[channel]) - Double(largest)) }
    return Double(largest) + tm_log(sum)
  }
}
