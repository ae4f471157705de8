extension Picture {
  /// A picture of one number per pixel, row-major; `range` maps to the ends of `map`.
  ///
  /// A range of no extent shows all values at the middle.
  package static func map(
    _ values: [Float], width: Int, range: ClosedRange<Float>, as map: ColourMap = .viridis
  ) -> Picture {
    let extent = range.upperBound - range.lowerBound
    return picture(of: values.count, width: width) { index in
      map.colour(extent > 0 ? (values[index] - range.lowerBound) / extent : 0.5)
    }
  }

  /// A picture of numbers whose range is that of the finite values themselves.
  package static func map(
    _ values: [Float], width: Int, as map: ColourMap = .viridis
  ) -> Picture {
    let finite = values.filter(\.isFinite)
    let range = (finite.min() ?? 0)...(finite.max() ?? 0)
    return Picture.map(values, width: width, range: range, as: map)
  }

  /// A picture of unit normals, [pixel][3], in camera coordinates.
  package static func normals(_ values: [Float], width: Int) -> Picture {
    precondition(values.count.isMultiple(of: 3), "normals have three components")
    return picture(of: values.count / 3, width: width) { index in
      ColourMap.normal(values[3 * index], values[3 * index + 1], values[3 * index + 2])
    }
  }

  /// A picture of segments: equal numbers get equal colours, here and in other pictures.
  package static func segments(_ numbers: [Int16], width: Int) -> Picture {
    picture(of: numbers.count, width: width) { ColourMap.segment(Int(numbers[$0])) }
  }

  /// A picture of classes 0 ..< `count` in the colours of a palette.
  package static func classes(_ numbers: [Int16], of count: Int, width: Int) -> Picture {
    picture(of: numbers.count, width: width) { ColourMap.palette(Int(numbers[$0]), of: count) }
  }

  private static func picture(
    of count: Int, width: Int, colour: (Int) -> Colour
  ) -> Picture {
    precondition(
      width > 0 && count > 0 && count.isMultiple(of: width), "values do not fill rows of pixels")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * count)
    for index in 0..<count {
      let pixel = colour(index)
      bytes += [pixel.red, pixel.green, pixel.blue]
    }
    return Picture(width: width, height: count / width, bytes: bytes)
  }
}
