internal import CMath
internal import TaskSpace

/// The loss of one prediction, computed in double precision and rounded once.
struct ImageLoss {
  private let function: LossFunction
  private let channels: Int

  init(_ function: LossFunction, channels: Int) {
    self.function = function
    self.channels = channels
  }

  /// The mean over pixels and channels, or over positions where classes compete; what has no label,
  /// NaN or a label below 0, does not count.
  ///
  /// - Parameter target: Floats in the shape of the prediction, or an Int32 label per position.
  func value(prediction: [Float], target: UnsafeRawBufferPointer) -> Float {
    let positions = prediction.count / channels
    var sum = 0.0
    var count = 0
    for position in 0..<positions {
      let logits = prediction[position * channels..<(position + 1) * channels]
      switch function {
      case .absolute, .squared, .binaryCrossEntropy:
        for (channel, value) in logits.enumerated() {
          let place = position * channels + channel
          let truth = target.loadUnaligned(fromByteOffset: 4 * place, as: Float.self)
          if truth.isNaN { continue }
          sum += elementLoss(Double(value), Double(truth))
          count += 1
        }
      case .crossEntropy:
        let label = Int(target.loadUnaligned(fromByteOffset: 4 * position, as: Int32.self))
        if label < 0 { continue }
        sum += Self.logarithmOfSum(logits) - Double(logits[logits.startIndex + label])
        count += 1
      case .softCrossEntropy:
        let total = Self.logarithmOfSum(logits)
        for (channel, value) in logits.enumerated() {
          let place = position * channels + channel
          let share = Double(target.loadUnaligned(fromByteOffset: 4 * place, as: Float.self))
          if share > 0 { sum += share * (tm_log(share) - (Double(value) - total)) }
        }
        count += 1
      }
    }
    return count == 0 ? 0 : Float(sum / Double(count))
  }

  private func elementLoss(_ prediction: Double, _ truth: Double) -> Double {
    switch function {
    case .absolute: abs(prediction - truth)
    case .squared: (prediction - truth) * (prediction - truth)
    default: max(prediction, 0) - prediction * truth + tm_log(1 + tm_exp(-abs(prediction)))
    }
  }

  /// log(sum of e^logit), without overflow.
  private static func logarithmOfSum(_ logits: ArraySlice<Float>) -> Double {
    let largest = Double(logits.max() ?? 0)
    return largest + tm_log(logits.reduce(0.0) { $0 + tm_exp(Double($1) - largest) })
  }
}
