internal import Architectures
internal import Documents
internal import Kernels
internal import TaskSpace

/// What a linear readout sees of one source: its representations less their means over the images
/// of the transfers.
///
/// For maps, each cell of the grid gives a row: the 3x3 cells around it, zero beyond the border. For
/// one vector or class an image, each image gives a row: means over blocks of cells, 4x4 of them.
final class SourceFeatures {
  /// How the rows are made.
  enum Form: String {
    case patches
    case pooled
  }

  private static let pooledSide = 4

  /// The name of all that the features are made of.
  let name: Digest
  /// Rows an image.
  let rows: Int
  /// Features of a row, the last ones zero, so that there is a multiple of 8.
  let count: Int

  private let representations: Representations
  private let form: Form
  private let shape: Shape
  private let means: [Float]
  private let values: Floats
  private let padded: Floats

  /// The features of `representations`, which have the digest `digest`.
  ///
  /// - Parameters:
  ///   - shape: of one representation.
  ///   - images: how many images the means are taken over.
  init(
    _ representations: Representations, digest: Digest, shape: Shape, form: Form, images: Int
  ) {
    name = digest
    self.representations = representations
    self.form = form
    self.shape = shape
    let blocks = Self.blocks(shape.height) * Self.blocks(shape.width)
    rows = form == .patches ? shape.positions : 1
    count = ((form == .patches ? 9 : blocks) * shape.channels).rounded(upTo: LinearAlgebra.block)
    values = Floats(shape.count)
    padded = Floats((shape.height + 2) * (shape.width + 2) * shape.channels)
    means = Self.means(of: representations, count: shape.count, images: images, values.start)
  }

  private static func blocks(_ side: Int) -> Int {
    side % pooledSide == 0 ? pooledSide : side
  }

  private static func means(
    of representations: Representations, count: Int, images: Int,
    _ values: UnsafeMutablePointer<Float>
  ) -> [Float] {
    var sums = [Double](repeating: 0, count: count)
    for image in 0..<images {
      representations.write(CollectionOfOne(image), of: .transfer, to: values)
      for place in 0..<count { sums[place] += Double(values[place]) }
    }
    return sums.map { Float($0 / Double(images)) }
  }

  /// Writes the rows of `images` of `split`: [image][row][feature].
  func write(
    _ images: Range<Int>, of split: DatasetReference.Split,
    to output: UnsafeMutablePointer<Float>
  ) {
    var start = output
    for image in images {
      representations.write(CollectionOfOne(image), of: split, to: values.start)
      for place in means.indices { values.start[place] -= means[place] }
      switch form {
      case .patches: writePatches(to: start)
      case .pooled: writePooled(to: start)
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

  private func writePooled(to output: UnsafeMutablePointer<Float>) {
    let channels = shape.channels
    let (down, across) = (Self.blocks(shape.height), Self.blocks(shape.width))
    let (height, width) = (shape.height / down, shape.width / across)
    let scale = 1 / Float(height * width)
    for place in 0..<count { output[place] = 0 }
    for row in 0..<shape.height {
      for column in 0..<shape.width {
        let from = values.start + (row * shape.width + column) * channels
        let to = output + (row / height * across + column / width) * channels
        for channel in 0..<channels { to[channel] += from[channel] * scale }
      }
    }
  }
}
