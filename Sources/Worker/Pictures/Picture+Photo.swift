package import Documents

extension Picture {
  /// Reads a photo, a PNG or a JPEG file, whichever its first bytes say, and turns it upright.
  ///
  /// Throws a `Failure` of kind `data` if it is neither, damaged or too large.
  package init(photo file: [UInt8]) throws(Failure) {
    if file.starts(with: [0xff, 0xd8]) {
      try self.init(jpeg: file)
    } else if file.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
      let picture = try Picture(png: file)
      self = picture.turned(Orientation(ofPNG: file))
    } else {
      throw Failure(.data, "neither a PNG nor a JPEG file; save the picture as one of them")
    }
  }

  /// The largest square in the middle.
  package var centreSquare: Picture {
    let side = min(width, height)
    var square = Picture(width: side, height: side, filledWith: .black)
    square.draw(self, x: -((width - side) / 2), y: -((height - side) / 2))
    return square
  }

  /// The picture as it is meant to be seen, if it was stored as `orientation` says.
  package func turned(_ orientation: Orientation) -> Picture {
    if orientation == .upright { return self }
    let isTall = orientation.swapsSides
    var result = Picture(
      width: isTall ? height : width, height: isTall ? width : height, filledWith: .black)
    for y in 0..<result.height {
      for x in 0..<result.width {
        let (column, row) = orientation.stored(x, y, width: width, height: height)
        result[x, y] = self[column, row]
      }
    }
    return result
  }
}
