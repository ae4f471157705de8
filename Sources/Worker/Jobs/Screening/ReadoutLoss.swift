internal import CMath
internal import TaskSpace

/// The loss of a linear readout on one image, in the loss of the target's networks.
///
/// Least squares on classes gives probabilities that may leave 0...1: they are kept above a floor,
/// and classes that compete are scaled to a sum of 1.
struct ReadoutLoss {
  private static let floor: Float = 0.01

  let targets: ReadoutTargets

  /// The mean over pixels and channels, or over positions where classes compete.
  ///
  /// - Parameters:
  ///   - prediction: rows as `targets` have them, with their means.
  ///   - target: the raw target.
  func value(_ prediction: UnsafePointer<Float>, _ target: UnsafeRawPointer) -> Float {
    let side = targets.grid * targets.patch
    let channels = targets.task.target.channels
    var sum = 0.0
    for row in 0..<side {
      for column in 0..<side {
        let values = prediction + targets.place(row: row, column: column)
        let pixel = row * side + column
        switch targets.task.loss {
        case .crossEntropy:
          let label = Int(target.load(fromByteOffset: 4 * pixel, as: Int32.self))
          sum -= tm_log(Double(Self.share(values, channels, label)))
        case .absolute, .squared, .binaryCrossEntropy, .softCrossEntropy:
          let truth = target.assumingMemoryBound(to: Float.self) + pixel * channels
          sum += pixelLoss(values, truth, channels)
        }
      }
    }
    return Float(sum / Double(side * side))
  }

  private func pixelLoss(
    _ values: UnsafePointer<Float>, _ truth: UnsafePointer<Float>, _ channels: Int
  ) -> Double {
    var sum = 0.0
    for channel in 0..<channels {
      let difference = Double(values[channel]) - Double(truth[channel])
      switch targets.task.loss {
      case .absolute: sum += abs(difference)
      case .squared: sum += difference * difference
      case .binaryCrossEntropy:
        let probability = Double(min(max(values[channel], Self.floor), 1 - Self.floor))
        let share = Double(truth[channel])
        if share > 0 { sum -= share * tm_log(probability) }
        if share < 1 { sum -= (1 - share) * tm_log(1 - probability) }
      case .softCrossEntropy, .crossEntropy:
        let share = Double(truth[channel])
        guard share > 0 else { continue }
        sum += share * (tm_log(share) - tm_log(Double(Self.share(values, channels, channel))))
      }
    }
    return targets.task.loss == .softCrossEntropy ? sum : sum / Double(channels)
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
