/// Losses by their definitions, in double precision.
struct ReferenceLoss {
  let loss: Loss

  /// The loss of one image and its gradient; `prediction` holds positions of `channels` values.
  ///
  /// Without valid targets the loss is NaN and the gradient zero.
  func evaluate(
    _ prediction: [Double], channels: Int, targets: UnsafeRawPointer
  ) -> (value: Double, gradient: [Double]) {
    if loss.usesLabels || loss == .softCrossEntropy {
      return positions(prediction, channels: channels, targets: targets)
    }
    let numbers = targets.assumingMemoryBound(to: Float.self)
    var sum = 0.0
    var valid = 0.0
    var gradient = [Double](repeating: 0, count: prediction.count)
    for (place, value) in prediction.enumerated() where !numbers[place].isNaN {
      let term = element(value, Double(numbers[place]))
      sum += term.value
      gradient[place] = term.slope
      valid += 1
    }
    return Self.mean(sum, gradient, valid)
  }

  private func element(_ value: Double, _ target: Double) -> (value: Double, slope: Double) {
    let distance = value - target
    switch loss {
    case .absolute:
      return (abs(distance), distance > 0 ? 1 : distance < 0 ? -1 : 0)
    case .squared:
      return (distance * distance, 2 * distance)
    case .binaryCrossEntropy:
      let decay = Elementary.exponential(-abs(value))
      let probability = value >= 0 ? 1 / (1 + decay) : decay / (1 + decay)
      let entropy = max(value, 0) - value * target + Elementary.logarithm(1 + decay)
      return (entropy, probability - target)
    case .crossEntropy, .weightedCrossEntropy, .softCrossEntropy:
      preconditionFailure("losses of whole positions have no elements")
    }
  }

  private func positions(
    _ prediction: [Double], channels: Int, targets: UnsafeRawPointer
  ) -> (value: Double, gradient: [Double]) {
    var sum = 0.0
    var valid = 0.0
    var gradient = [Double](repeating: 0, count: prediction.count)
    for position in 0..<prediction.count / channels {
      let range = position * channels..<(position + 1) * channels
      guard let target = distribution(targets, position, channels) else { continue }
      let logits = prediction[range]
      let largest = logits.max() ?? 0
      let total = logits.reduce(0) { $0 + Elementary.exponential($1 - largest) }
      let normaliser = largest + Elementary.logarithm(total)
      for (channel, place) in range.enumerated() {
        let logarithm = prediction[place] - normaliser
        let share = target[channel]
        if share > 0 { sum += share * (entropyTerm(share) - logarithm) }
        gradient[place] = Elementary.exponential(logarithm) * target.reduce(0, +) - share
      }
      valid += 1
    }
    return Self.mean(sum, gradient, valid)
  }

  private func entropyTerm(_ share: Double) -> Double {
    loss == .softCrossEntropy ? Elementary.logarithm(share) : 0
  }

  private func distribution(
    _ targets: UnsafeRawPointer, _ position: Int, _ channels: Int
  ) -> [Double]? {
    guard loss.usesLabels else {
      let numbers = targets.assumingMemoryBound(to: Float.self) + position * channels
      let target = (0..<channels).map { Double(numbers[$0]) }
      return target.contains(where: \.isNaN) ? nil : target
    }
    let label = Int(targets.assumingMemoryBound(to: Int32.self)[position])
    guard label >= 0 else { return nil }
    precondition(label < channels, "a label names a channel")
    let weight = Double(loss.classWeights?[label] ?? 1)
    return (0..<channels).map { $0 == label ? weight : 0 }
  }

  private static func mean(
    _ sum: Double, _ gradient: [Double], _ valid: Double
  ) -> (value: Double, gradient: [Double]) {
    valid == 0 ? (.nan, gradient) : (sum / valid, gradient.map { $0 / valid })
  }
}
