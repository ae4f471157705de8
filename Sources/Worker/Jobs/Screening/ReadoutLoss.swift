internal import CMath
internal import TaskSpace

/// The loss of a linear readout on one image, in the loss of the target's networks.
///
/// Least squares on classes gives probabilities that may leave 0...1: they are kept above a floor,
/// and classes that compete are scaled to a sum of 1.
struct ReadoutLoss {
  private static let floor: Float = 0.01

  let targets: ReadoutTargets

  /// The mean over the known pixels and channels, or positions where classes compete; 0, a tie for
  /// all readouts, where nothing is known.
  ///
  /// - Parameters:
  ///   - prediction: rows as `targets` have them, with their means.
  ///   - target: the raw target.
  func value(_ prediction: UnsafePointer<Float>, _ target: UnsafeRawPointer) -> Float {
    let side = targets.grid * targets.patch
    let channels = targets.task.target.channels
    var (sum, known) = (0.0, 0)
    for row in 0..<side {
      for column in 0..<side {
        let values = prediction + targets.place(row: row, column: column)
        let pixel = row * side + column
        let truth = target.assumingMemoryBound(to: Float.self) + pixel * channels
        switch targets.task.loss {
        case .crossEntropy, .weightedCrossEntropy:
          let label = Int(target.load(fromByteOffset: 4 * pixel, as: Int32.self))
          guard label >= 0 else { continue }
          let weight = targets.classWeights.map { Double($0[label]) } ?? 1
          sum -= weight * tm_log(Double(Self.share(values, channels, label)))
          known += 1
        case .softCrossEntropy:
          guard let divergence = Self.divergence(values, truth, channels) else { continue }
          sum += divergence
          known += 1
        case .absolute, .squared, .binaryCrossEntropy:
          for channel in 0..<channels where !truth[channel].isNaN {
            sum += elementLoss(values[channel], Double(truth[channel]))
            known += 1
          }
        }
      }
    }
    return known > 0 ? Float(sum / Double(known)) : 0
  }

  private func elementLoss(_ value: Float, _ truth: Double) -> Double {
    let difference = Double(value) - truth
    switch targets.task.loss {
    case .absolute: return abs(difference)
    case .squared: return difference * difference
    default:
      let probability = Double(min(max(value, Self.floor), 1 - Self.floor))
      var entropy = 0.0
      if truth > 0 { entropy -= truth * tm_log(probability) }
      if truth < 1 { entropy -= (1 - truth) * tm_log(1 - probability) }
      return entropy
    }
  }

  /// The Kullback-Leibler divergence of the shares from a distribution; nil where that is unknown.
  private static func divergence(
    _ values: UnsafePointer<Float>, _ truth: UnsafePointer<Float>, _ channels: Int
  ) -> Double? {
    var sum = 0.0
    for channel in 0..<channels {
      let share = Double(truth[channel])
      if share.isNaN { return nil }
      guard share > 0 else { continue }
      sum += share * (tm_log(share) - tm_log(Double(Self.share(values, channels, channel))))
    }
    return sum
  }

  /// The probability of one of the classes that compete.
  private static func share(
    _ values: UnsafePointer<Float>, _ channels: Int, _ label: Int
  ) -> Float {
    var sum: Float = 0
    for channel in 0..<channels { sum += max(values[channel], floor) }
    return max(values[label], floor) / sum
  }
}
