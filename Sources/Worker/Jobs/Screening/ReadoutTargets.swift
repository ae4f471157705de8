internal import Datasets
internal import Kernels
internal import TaskSpace

/// The targets of a task as a linear readout predicts them, less their means over the images of the
/// transfers.
///
/// A row is a cell of the grid, or the whole image. Classes and labels become a number for each
/// class, 1 for the true one: least squares then estimates probabilities. Cells of more than 4x4
/// pixels are predicted by their means over a 4x4 raster.
final class ReadoutTargets {
  private static let finest = 4

  let task: TaskDefinition
  /// Rows an image.
  let rows: Int
  /// Numbers of a row.
  let count: Int
  /// The same with the zeros that fill the lanes.
  let stride: Int
  /// [row][number].
  private(set) var means: [Float]

  /// Pixels per side of a cell; 1 where there are no cells.
  let patch: Int
  /// Numbers per side of a cell, for each channel.
  let fineness: Int
  /// Cells per side of the grid; 1 where there is none.
  let grid: Int
  private let samples: [DatasetReference.Split: SampleMaker]
  private let raw: UnsafeMutableRawPointer

  /// The targets that `samples` make, for a grid of `grid` x `grid` cells.
  ///
  /// - Parameter images: how many images the means are taken over.
  init(
    _ task: TaskDefinition, samples: [DatasetReference.Split: SampleMaker], grid: Int, images: Int
  ) {
    guard let maker = samples[.transfer] else { preconditionFailure("there are transfers") }
    self.task = task
    self.samples = samples
    patch = task.target.patch ?? 1
    self.grid = task.target.patch == nil ? 1 : grid
    fineness = patch % Self.finest == 0 ? Self.finest : patch
    rows = self.grid * self.grid
    count = task.target.channels * fineness * fineness
    stride = count.rounded(upTo: LinearAlgebra.lanes)
    raw = .allocate(byteCount: 4 * maker.targets.count, alignment: 16)
    means = [Float](repeating: 0, count: rows * stride)
    means = self.means(over: images)
  }

  deinit { raw.deallocate() }

  private func means(over images: Int) -> [Float] {
    let values = Floats(rows * stride)
    var sums = [Double](repeating: 0, count: rows * stride)
    for image in 0..<images {
      write(image..<image + 1, of: .transfer, to: values.start)
      for place in sums.indices { sums[place] += Double(values.start[place]) }
    }
    return sums.map { Float($0 / Double(images)) }
  }

  /// Writes the rows of `images` of `split`, less the means: [image][row][number, then zeros].
  func write(
    _ images: Range<Int>, of split: DatasetReference.Split, to output: UnsafeMutablePointer<Float>
  ) {
    var start = output
    for image in images {
      for place in 0..<rows * stride { start[place] = -means[place] }
      add(image, of: split, to: start)
      start += rows * stride
    }
  }

  /// The raw target of an image: numbers, or labels, as kernels take them; valid until the next.
  func target(_ image: Int, of split: DatasetReference.Split) -> UnsafeRawPointer {
    guard let maker = samples[split] else { preconditionFailure("there are samples of \(split)") }
    maker.writeTargets(CollectionOfOne(image), to: raw)
    return UnsafeRawPointer(raw)
  }

  /// Where the numbers of a pixel begin in the rows of an image: channel 0 of its part of its cell.
  func place(row: Int, column: Int) -> Int {
    let cell = row / patch * grid + column / patch
    let part = row % patch * fineness / patch * fineness + column % patch * fineness / patch
    return cell * stride + part * task.target.channels
  }

  private func add(
    _ image: Int, of split: DatasetReference.Split, to output: UnsafeMutablePointer<Float>
  ) {
    let target = target(image, of: split)
    let channels = task.target.channels
    let side = grid * patch
    let share = Float(fineness * fineness) / Float(patch * patch)
    for row in 0..<side {
      for column in 0..<side {
        let pixel = row * side + column
        let start = output + place(row: row, column: column)
        switch task.target {
        case .labels, .classes:
          let label = target.load(fromByteOffset: 4 * pixel, as: Int32.self)
          start[Int(label)] += share
        case .map, .vector, .distribution:
          let values = target.assumingMemoryBound(to: Float.self) + pixel * channels
          for channel in 0..<channels { start[channel] += share * values[channel] }
        }
      }
    }
  }
}
