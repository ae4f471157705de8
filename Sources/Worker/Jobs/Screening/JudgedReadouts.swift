internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// The losses of some readouts on every test image.
struct JudgedReadouts {
  private static let rowsAtOnce = 256

  let readouts: [RidgeReadout]
  let features: [SourceFeatures]
  let targets: ReadoutTargets
  let algebra: LinearAlgebra

  /// The losses on `count` test images: [readout][image].
  ///
  /// - Throws: `CancellationError`.
  func losses(count: Int, watch: Watch) throws -> [[Float]] {
    let (block, rows) = (features[0].count, features[0].rows)
    let stride = targets.stride
    let images = max(1, Self.rowsAtOnce / rows)
    let values = features.map { _ in Floats(images * rows * block) }
    let prediction = Floats(images * rows * stride)
    let loss = ImageLoss(
      targets.task.loss, channels: targets.task.target.channels, of: .probabilities)
    var losses = readouts.map { _ in [Float](repeating: 0, count: count) }
    for first in Swift.stride(from: 0, to: count, by: images) {
      try watch.check()
      let chunk = first..<min(first + images, count)
      for (feature, values) in zip(features, values) {
        feature.write(chunk, of: .test, to: values.start)
      }
      for (number, readout) in readouts.enumerated() {
        predict(readout, values, rows: chunk.count * rows, to: prediction)
        for (place, image) in chunk.enumerated() {
          let start = UnsafePointer(prediction.start + place * rows * stride)
          let value = loss.value(
            positions: targets.side * targets.side, target: targets.target(image, of: .test),
            prediction: { start + targets.place(row: $0 / targets.side, column: $0 % targets.side) }
          )
          // An image of which nothing is known is a tie for all readouts.
          losses[number][image] = value.isNaN ? 0 : value
        }
      }
      watch.progress(Double(chunk.upperBound) / Double(count), "\(chunk.upperBound) images")
    }
    return losses
  }

  private func predict(
    _ readout: RidgeReadout, _ values: [Floats], rows: Int, to prediction: Floats
  ) {
    let (block, stride) = (features[0].count, targets.stride)
    for row in 0..<rows {
      let mean = row % targets.rows * stride
      for place in 0..<stride {
        prediction.start[row * stride + place] = targets.means[mean + place]
      }
    }
    for (place, source) in readout.sources.enumerated() {
      algebra.multiply(
        values[source].matrix(stride: block), isTransposed: true,
        readout.weights.matrix(stride: stride, at: place * block * stride), rows: rows,
        columns: stride, depth: block, into: prediction.matrix(stride: stride))
    }
  }
}
