internal import Architectures

/// The losses of the images of a batch.
struct ReferenceBatchLoss {
  let loss: Loss
  let output: Shape

  /// The loss of each image, and the gradient of each image's own loss.
  func evaluate(
    _ outputs: [Double], count: Int, targets: UnsafeRawPointer
  ) -> (values: [Double], gradient: [Double]) {
    let targetBytes =
      4 * loss.targetCount(positions: output.positions, channels: output.channels)
    var values: [Double] = []
    var gradient: [Double] = []
    for image in 0..<count {
      let prediction = Array(outputs[image * output.count..<(image + 1) * output.count])
      let term = ReferenceLoss(loss: loss).evaluate(
        prediction, channels: output.channels, targets: targets + image * targetBytes)
      values.append(term.value)
      gradient += term.gradient
    }
    return (values, gradient)
  }

  /// The mean loss of the images that have valid targets, and the gradient of that mean.
  func mean(
    _ outputs: [Double], count: Int, targets: UnsafeRawPointer
  ) -> (value: Double, gradient: [Double]) {
    let terms = evaluate(outputs, count: count, targets: targets)
    let valid = terms.values.filter { !$0.isNaN }
    guard !valid.isEmpty else { return (.nan, terms.gradient) }
    let images = Double(valid.count)
    return (valid.reduce(0, +) / images, terms.gradient.map { $0 / images })
  }
}
