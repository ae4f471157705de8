extension Picture {
  /// The picture enlarged or thinned by repeating or dropping pixels.
  package func scaledNearest(width newWidth: Int, height newHeight: Int) -> Picture {
    var result = Picture(width: newWidth, height: newHeight, filledWith: .black)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        result[x, y] = self[x * width / newWidth, y * height / newHeight]
      }
    }
    return result
  }

  /// The picture at another size, each pixel the mean of the area that it covers.
  ///
  /// The right choice for shrinking; enlarging this way blends only where pixels straddle.
  package func scaledByArea(width newWidth: Int, height newHeight: Int) -> Picture {
    let columns = Picture.shares(from: width, to: newWidth)
    let rows = Picture.shares(from: height, to: newHeight)
    var result = Picture(width: newWidth, height: newHeight, filledWith: .black)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        var sums = (red: Float(0), green: Float(0), blue: Float(0))
        for (row, rowShare) in rows[y] {
          for (column, columnShare) in columns[x] {
            let pixel = self[column, row]
            let share = rowShare * columnShare
            sums.red += share * Float(pixel.red)
            sums.green += share * Float(pixel.green)
            sums.blue += share * Float(pixel.blue)
          }
        }
        result[x, y] = Colour(unit: sums.red / 255, sums.green / 255, sums.blue / 255)
      }
    }
    return result
  }

  /// For each of `count` equal parts of a line of `length` pixels: the pixels it covers, and how much
  /// of the part each takes; the shares of a part sum to 1.
  private static func shares(from length: Int, to count: Int) -> [[(index: Int, share: Float)]] {
    (0..<count).map { part in
      // In units of 1 / count pixels, so that the arithmetic is exact.
      let start = part * length
      let end = start + length
      return (start / count...(end - 1) / count).map { index in
        let covered = min(end, (index + 1) * count) - max(start, index * count)
        return (index, Float(covered) / Float(length))
      }
    }
  }
}
