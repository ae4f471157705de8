internal import Architectures

/// Features of a whole sample: means of its representations over blocks of cells.
///
/// One view gives 4x4 blocks. Of several views each gives 2x2 blocks, and so do the absolute
/// differences and the products of neighbouring views, taken over 4x4 blocks first: how a camera
/// moved, and whether two images match, is no linear matter of each image alone.
struct PooledFeatures {
  private static let fine = 4
  private static let coarse = 2

  /// Images of a sample.
  let views: Int
  private let shape: Shape
  private let across: Int
  private let down: Int

  /// The features of samples of `views` images, with representations of `shape`.
  init(shape: Shape, views: Int) {
    self.shape = shape
    self.views = views
    down = shape.height % Self.fine == 0 ? Self.fine : shape.height
    across = shape.width % Self.fine == 0 ? Self.fine : shape.width
  }

  /// Numbers of the finer blocks of one view.
  private var fineCount: Int { down * across * shape.channels }
  /// Numbers of the coarser blocks.
  private var coarseCount: Int {
    (down / step(down)) * (across / step(across)) * shape.channels
  }

  private func step(_ side: Int) -> Int { side % Self.coarse == 0 ? side / Self.coarse : 1 }

  /// Features of a sample.
  var count: Int { views == 1 ? fineCount : (views + 2 * (views - 1)) * coarseCount }

  /// Writes the features of the representations `values`, [view][row][column][channel].
  func write(_ values: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
    for place in 0..<count { output[place] = 0 }
    if views == 1 {
      addBlocks(values, height: shape.height, width: shape.width, to: output, down, across)
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: (views + 1) * fineCount) { buffer in
      guard let maps = buffer.baseAddress else { return }
      for place in 0..<(views + 1) * fineCount { maps[place] = 0 }
      let scratch = maps + views * fineCount
      var start = output
      for view in 0..<views {
        let map = maps + view * fineCount
        addBlocks(
          values + view * shape.count, height: shape.height, width: shape.width, to: map, down,
          across)
        addCoarse(map, to: &start)
      }
      for view in 1..<views {
        let (first, second) = (maps + (view - 1) * fineCount, maps + view * fineCount)
        for place in 0..<fineCount { scratch[place] = abs(first[place] - second[place]) }
        addCoarse(scratch, to: &start)
        for place in 0..<fineCount { scratch[place] = first[place] * second[place] }
        addCoarse(scratch, to: &start)
      }
    }
  }

  private func addCoarse(
    _ map: UnsafePointer<Float>, to output: inout UnsafeMutablePointer<Float>
  ) {
    addBlocks(
      map, height: down, width: across, to: output, down / step(down), across / step(across))
    output += coarseCount
  }

  /// Adds the means over `rows` x `columns` blocks of a map of `height` x `width` cells.
  private func addBlocks(
    _ map: UnsafePointer<Float>, height: Int, width: Int,
    to output: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int
  ) {
    let channels = shape.channels
    let (tall, wide) = (height / rows, width / columns)
    let scale = 1 / Float(tall * wide)
    for row in 0..<height {
      for column in 0..<width {
        let from = map + (row * width + column) * channels
        let to = output + (row / tall * columns + column / wide) * channels
        for channel in 0..<channels { to[channel] += from[channel] * scale }
      }
    }
  }
}
