internal import CMath
internal import TaskSpace

/// The loss of one prediction, computed in double precision and rounded once.
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
  /// - Parameter target: Floats in the shape of the prediction, or an Int32 label per position; NaN
  ///   and negative labels are not valid.
  func value(prediction: [Float], target: UnsafeRawBufferPointer) -> Float {
    var sum = 0.0
    var count = 0
    for position in 0..<prediction.count / channels {
      let logits = prediction[position * channels..<(position + 1) * channels]
      let terms = terms(logits, at: position, of: target)
      sum += terms.sum
      count += terms.count
    }
    return count == 0 ? .nan : Float(sum / Double(count))
  }

  /// The losses of one position that are valid: their sum and their number.
  private func terms(
    _ logits: ArraySlice<Float>, at position: Int, of target: UnsafeRawBufferPointer
  ) -> (sum: Double, count: Int) {
    func number(_ channel: Int) -> Double {
      let place = position * channels + channel
      return Double(target.loadUnaligned(fromByteOffset: 4 * place, as: Float.self))
    }
    switch function {
    case .absolute, .squared, .binaryCrossEntropy:
      let losses = logits.enumerated().compactMap { channel, value in
        number(channel).isNaN ? nil : elementLoss(Double(value), number(channel))
      }
      return (losses.reduce(0, +), losses.count)
    case .crossEntropy, .weightedCrossEntropy:
      let label = Int(target.loadUnaligned(fromByteOffset: 4 * position, as: Int32.self))
      guard label >= 0 else { return (0, 0) }
      let loss = Self.logarithmOfSum(logits) - Double(logits[logits.startIndex + label])
      return (function == .weightedCrossEntropy ? Double(weights[label]) * loss : loss, 1)
    case .softCrossEntropy:
      let shares = (0..<channels).map(number)
      guard !shares.contains(where: \.isNaN) else { return (0, 0) }
      let total = Self.logarithmOfSum(logits)
      let losses = zip(shares, logits).map { share, value in
        share > 0 ? share * (tm_log(share) - (Double(value) - total)) : 0
      }
      return (losses.reduce(0, +), 1)
    }
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
