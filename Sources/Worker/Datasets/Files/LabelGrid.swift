internal import Pictures

/// Brings the samples of a label file to the cells of a label map.
struct LabelGrid {
  /// Cells a side of the label map.
  let size: Int

  /// The mean over the pixels of each cell of one channel of `planes`, as `value` gives it; NaN
  /// where it gives NaN for all of them.
  ///
  /// - Parameter value: the number that a pixel's raw sample means; NaN where it means none.
  func means(
    _ planes: SamplePlanes, channel: Int = 0, _ value: (_ raw: UInt16, _ pixel: Int) -> Float
  ) -> [Float] {
    var means = [Float](repeating: .nan, count: size * size)
    for row in 0..<size {
      let rows = range(row, planes.height)
      for column in 0..<size {
        var sum: Float = 0
        var count: Float = 0
        for y in rows {
          for x in range(column, planes.width) {
            let pixel = y * planes.width + x
            let number = value(planes.values[pixel * planes.channels + channel], pixel)
            if number.isNaN { continue }
            sum += number
            count += 1
          }
        }
        if count > 0 { means[row * size + column] = sum * (1 / count) }
      }
    }
    return means
  }

  /// The sample at the centre of each cell, of all channels together: one number per colour.
  func centres(_ planes: SamplePlanes) -> [Int] {
    var values: [Int] = []
    values.reserveCapacity(size * size)
    for row in 0..<size {
      for column in 0..<size {
        let pixel = centre(row, planes.height) * planes.width + centre(column, planes.width)
        let samples = planes.values[pixel * planes.channels..<(pixel + 1) * planes.channels]
        values.append(samples.reduce(0) { $0 << 16 | Int($1) })
      }
    }
    return values
  }

  /// The pixels that a cell covers of a line of `length` pixels; at least one.
  private func range(_ cell: Int, _ length: Int) -> Range<Int> {
    let start = cell * length / size
    return start..<max((cell + 1) * length / size, start + 1)
  }

  private func centre(_ cell: Int, _ length: Int) -> Int {
    let range = range(cell, length)
    return range.lowerBound + range.count / 2
  }

  /// Puts channel after channel into [row][column][channel].
  static func interleaved<Element>(_ planes: [[Element]]) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(planes.count * (planes.first?.count ?? 0))
    for cell in planes.first?.indices ?? 0..<0 {
      for plane in planes { result.append(plane[cell]) }
    }
    return result
  }
}
