internal import Architectures
internal import Documents
internal import Kernels
internal import TaskSpace

/// What a linear readout sees of one source, less its means over the images of the transfers.
///
/// For maps, each cell of the grid gives a row: the 3x3 cells around it, zero beyond the border. For
/// one vector or class a sample, each sample gives a row: `PooledFeatures`.
final class SourceFeatures {
  /// How the rows are made.
  enum Form: String {
    case patches
    case pooled
  }

  /// The name of all that the features are made of.
  let name: Digest
  /// Rows a sample.
  let rows: Int
  /// Features of a row, the last ones zero, so that there is a multiple of 8.
  let count: Int

  private let representations: Representations
  private let form: Form
  private let shape: Shape
  private let pooled: PooledFeatures
  private let values: Floats
  private let padded: Floats
  /// Of the representation for patches, of the features where they are pooled.
  private var means: [Float]
  private var scales: [Float]

  /// The features of `representations`.
  ///
  /// - Parameters:
  ///   - digests: of all files that they come from.
  ///   - shape: of the representation of one image.
  ///   - images: how many samples the means are taken over.
  init(
    _ representations: Representations, digests: [Digest], shape: Shape, form: Form, images: Int
  ) {
    name = Digest(of: digests.map(\.description).joined(separator: "\n"))
    self.representations = representations
    self.form = form
    self.shape = shape
    pooled = PooledFeatures(shape: shape, views: representations.count / shape.count)
    rows = form == .patches ? shape.positions : 1
    count = (form == .patches ? 9 * shape.channels : pooled.count)
      .rounded(upTo: LinearAlgebra.block)
    values = Floats(representations.count)
    padded = Floats((shape.height + 2) * (shape.width + 2) * shape.channels)
    let measured = form == .patches ? shape.count : count
    means = [Float](repeating: 0, count: measured)
    scales = [Float](repeating: 1, count: measured)
    let sums = moments(over: images, count: measured)
    means = sums.map { Float($0.sum / Double(images)) }
    guard form == .pooled, pooled.views > 1 else { return }
    // Products and differences of views have other sizes than the views.
    scales = sums.map { moment in
      let mean = moment.sum / Double(images)
      let variance = max(0, moment.squares / Double(images) - mean * mean)
      return variance > 0 ? Float(1 / (variance.squareRoot() + 1e-3)) : 1
    }
  }

  private func moments(over images: Int, count: Int) -> [(sum: Double, squares: Double)] {
    let row = Floats(count)
    var moments = [(sum: Double, squares: Double)](repeating: (0, 0), count: count)
    for image in 0..<images {
      representations.write(CollectionOfOne(image), of: .transfer, to: values.start)
      if form == .pooled { pooled.write(values.start, to: row.start) }
      let from = form == .pooled ? row.start : values.start
      for place in moments.indices {
        let value = Double(from[place])
        moments[place].sum += value
        moments[place].squares += value * value
      }
    }
    return moments
  }

  /// Writes the rows of `images` of `split`: [sample][row][feature].
  func write(
    _ images: Range<Int>, of split: DatasetReference.Split,
    to output: UnsafeMutablePointer<Float>
  ) {
    var start = output
    for image in images {
      representations.write(CollectionOfOne(image), of: split, to: values.start)
      switch form {
      case .patches:
        for place in means.indices { values.start[place] -= means[place] }
        writePatches(to: start)
      case .pooled:
        for place in 0..<count { start[place] = 0 }
        pooled.write(values.start, to: start)
        for place in means.indices { start[place] = (start[place] - means[place]) * scales[place] }
      }
      start += rows * count
    }
  }

  private func writePatches(to output: UnsafeMutablePointer<Float>) {
    let channels = shape.channels
    let line = shape.width * channels
    let paddedLine = line + 2 * channels
    for row in 0..<shape.height {
      (padded.start + (row + 1) * paddedLine + channels)
        .update(from: values.start + row * line, count: line)
    }
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        let start = output + (row * shape.width + column) * count
        for tap in 0..<3 {
          (start + tap * 3 * channels).update(
            from: padded.start + (row + tap) * paddedLine + column * channels, count: 3 * channels)
        }
        for place in 9 * channels..<count { start[place] = 0 }
      }
    }
  }
}
