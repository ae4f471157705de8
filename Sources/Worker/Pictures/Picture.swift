/// A picture of 8-bit RGB pixels, row-major, row 0 on top.
package struct Picture: Equatable, Sendable {
  /// The most pixels a side may have.
  package static let largestSide = 16_384

  /// Pixels from left to right.
  package let width: Int
  /// Pixels from top to bottom.
  package let height: Int
  /// `width * height * 3` bytes: red, green, blue.
  package private(set) var bytes: [UInt8]

  /// Makes a picture of the given pixels; there must be `width * height * 3` of them.
  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(
      (1...Self.largestSide).contains(width) && (1...Self.largestSide).contains(height),
      "a picture has 1 to 16384 pixels a side")
    precondition(bytes.count == width * height * 3, "bytes and size of a picture disagree")
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// Makes a picture of one colour.
  package init(width: Int, height: Int, filledWith colour: Colour) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 3)
    for _ in 0..<(width * height) { bytes += [colour.red, colour.green, colour.blue] }
    self.init(width: width, height: height, bytes: bytes)
  }

  /// The pixel in column `x` of row `y`.
  package subscript(x: Int, y: Int) -> Colour {
    get {
      let start = offset(x, y)
      return Colour(red: bytes[start], green: bytes[start + 1], blue: bytes[start + 2])
    }
    set {
      let start = offset(x, y)
      bytes[start] = newValue.red
      bytes[start + 1] = newValue.green
      bytes[start + 2] = newValue.blue
    }
  }

  private func offset(_ x: Int, _ y: Int) -> Int {
    precondition(
      x >= 0 && x < width && y >= 0 && y < height, "a pixel outside the picture")
    return 3 * (y * width + x)
  }

  /// Copies `other` into this picture, its corner at (x, y); what lies outside is cut off.
  package mutating func draw(_ other: Picture, x: Int, y: Int) {
    let columns = max(0, -x)..<max(max(0, -x), min(other.width, width - x))
    for row in max(0, -y)..<max(max(0, -y), min(other.height, height - y)) {
      for column in columns { self[x + column, y + row] = other[column, row] }
    }
  }
}
