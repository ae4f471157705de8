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
  /// Numbers of a pixel: one for each class where targets are labels.
  let channels: Int
  /// Numbers or labels of a raw target, four bytes each.
  let rawCount: Int
  private let samples: [DatasetReference.Split: SampleMaker]
  private let raw: Floats
  /// Where the numbers of each pixel begin in the rows of an image: channel 0 of its part of its
  /// cell.
  private let places: [Int]
  private let sums: Floats
  private let weights: Floats

  /// The targets that `samples` make, for a grid of `grid` x `grid` cells.
  ///
  /// - Parameter images: how many images the means are taken over.
  init(
    _ task: TaskDefinition, samples: [DatasetReference.Split: SampleMaker], grid: Int, images: Int
  ) {
    guard let maker = samples[.transfer] else { preconditionFailure("there are transfers") }
    self.task = task
    self.samples = samples
    self.grid = task.target.isMap ? grid : 1
    patch = maker.targets.side / self.grid
    fineness = patch % Self.finest == 0 ? Self.finest : patch
    rows = self.grid * self.grid
    channels = task.target.channels
    count = channels * fineness * fineness
    stride = count.rounded(upTo: LinearAlgebra.lanes)
    rawCount = maker.targets.count
    raw = Floats(rawCount)
    places = Self.places(
      grid: self.grid, patch: patch, fineness: fineness, stride: stride, channels: channels)
    sums = Floats(rows * stride)
    weights = Floats(rows * stride)
    means = []
    means = self.means(over: images)
  }

  private func means(over images: Int) -> [Float] {
    let (values, weights) = (Floats(rows * stride), Floats(rows * stride))
    var sums = [Double](repeating: 0, count: rows * stride)
    var totals = sums
    for image in 0..<images {
      collect(image, of: .transfer, to: values, weights)
      for place in sums.indices {
        sums[place] += Double(values.start[place])
        totals[place] += Double(weights.start[place])
      }
    }
    return zip(sums, totals).map { $1 > 0 ? Float($0 / $1) : 0 }
  }

  /// Writes the rows of `images` of `split`, less the means: [image][row][number, then zeros].
  ///
  /// What is not known of a target counts as its mean.
  func write(
    _ images: Range<Int>, of split: DatasetReference.Split, to output: UnsafeMutablePointer<Float>
  ) {
    var start = output
    for image in images {
      collect(image, of: split, to: sums, weights)
      for place in 0..<rows * stride {
        let weight = weights.start[place]
        start[place] = weight > 0 ? sums.start[place] / weight - means[place] : 0
      }
      start += rows * stride
    }
  }

  /// Writes the raw target of an image: numbers, or labels, as kernels take them.
  func writeRaw(
    _ image: Int, of split: DatasetReference.Split, to output: UnsafeMutablePointer<Float>
  ) {
    guard let maker = samples[split] else { preconditionFailure("there are samples of \(split)") }
    maker.writeTargets(CollectionOfOne(image), to: UnsafeMutableRawPointer(output))
  }

  /// Pixels of the target; 1 where there are none.
  var positions: Int { places.count }

  /// Gives each pixel the numbers of its part of a cell: [position][channel] from the rows of an
  /// image.
  func spread(_ rows: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
    places.withUnsafeBufferPointer { places in
      if channels == 1 {
        for pixel in 0..<places.count { output[pixel] = rows[places[pixel]] }
      } else {
        for pixel in 0..<places.count {
          (output + pixel * channels).update(from: rows + places[pixel], count: channels)
        }
      }
    }
  }

  private static func places(
    grid: Int, patch: Int, fineness: Int, stride: Int, channels: Int
  ) -> [Int] {
    let side = grid * patch
    return (0..<side * side).map { pixel in
      let (row, column) = (pixel / side, pixel % side)
      let cell = row / patch * grid + column / patch
      let part = row % patch * fineness / patch * fineness + column % patch * fineness / patch
      return cell * stride + part * channels
    }
  }

  /// Sums up the numbers of an image over the pixels of each part, and how many of them are known.
  private func collect(
    _ image: Int, of split: DatasetReference.Split, to sums: Floats, _ weights: Floats
  ) {
    sums.clear()
    weights.clear()
    writeRaw(image, of: split, to: raw.start)
    let target = UnsafeRawPointer(raw.start)
    for (pixel, place) in places.enumerated() {
      let (sums, weights) = (sums.start + place, weights.start + place)
      switch task.target {
      case .labels, .classes:
        let label = Int(target.load(fromByteOffset: 4 * pixel, as: Int32.self))
        guard label >= 0 else { continue }
        sums[label] += 1
        for channel in 0..<channels { weights[channel] += 1 }
      case .map, .vector, .distribution:
        let values = raw.start + pixel * channels
        for channel in 0..<channels where !values[channel].isNaN {
          sums[channel] += values[channel]
          weights[channel] += 1
        }
      }
    }
  }
}
