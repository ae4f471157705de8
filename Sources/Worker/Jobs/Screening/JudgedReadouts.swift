internal import Datasets
internal import Kernels
internal import TaskSpace

/// The losses of some readouts on every test image.
struct JudgedReadouts {
  private static let rowsAtOnce = 256

  let readouts: [RidgeReadout]
  let features: [SourceFeatures]
  let targets: ReadoutTargets
  let backend: any Backend

  /// The losses on `count` test images: [readout][image].
  ///
  /// - Throws: `CancellationError`.
  func losses(count: Int, watch: Watch) throws -> [[Float]] {
    let (block, rows) = (features[0].count, features[0].rows)
    let images = max(1, Self.rowsAtOnce / rows)
    let values = features.map { _ in Floats(images * rows * block) }
    let estimates = Floats(images * rows * targets.stride)
    let prediction = Floats(targets.positions * targets.channels)
    let truths = Floats(images * targets.rawCount)
    let algebra = LinearAlgebra(backend)
    let loss = EstimateLoss(
      targets.task.loss.kernel(channels: targets.channels), channels: targets.channels, backend)
    var losses = readouts.map { _ in [Float](repeating: 0, count: count) }
    for first in stride(from: 0, to: count, by: images) {
      try watch.check()
      let chunk = first..<min(first + images, count)
      for (feature, values) in zip(features, values) {
        feature.write(chunk, of: .test, to: values.start)
      }
      for (place, image) in chunk.enumerated() {
        targets.writeRaw(image, of: .test, to: truths.start + place * targets.rawCount)
      }
      for (number, readout) in readouts.enumerated() {
        estimate(readout, values, rows: chunk.count * rows, algebra, to: estimates)
        for (place, image) in chunk.enumerated() {
          targets.spread(
            estimates.start + place * rows * targets.stride, to: prediction.start)
          let value = loss.value(
            positions: targets.positions, prediction: prediction.start,
            targets: truths.start + place * targets.rawCount)
          // An image of which nothing is known is a tie for all readouts.
          losses[number][image] = value.isNaN ? 0 : value
        }
      }
      watch.progress(Double(chunk.upperBound) / Double(count), "\(chunk.upperBound) images")
    }
    return losses
  }

  private func estimate(
    _ readout: RidgeReadout, _ values: [Floats], rows: Int, _ algebra: LinearAlgebra,
    to estimates: Floats
  ) {
    let (block, stride) = (features[0].count, targets.stride)
    targets.means.withUnsafeBufferPointer { means in
      guard let start = means.baseAddress else { return }
      for image in 0..<rows / targets.rows {
        (estimates.start + image * means.count).update(from: start, count: means.count)
      }
    }
    for (place, source) in readout.sources.enumerated() {
      algebra.multiply(
        values[source].matrix(stride: block), isTransposed: true,
        readout.weights.matrix(stride: stride, at: place * block * stride), rows: rows,
        columns: stride, depth: block, into: estimates.matrix(stride: stride))
    }
  }
}
