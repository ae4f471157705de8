/// How a camera was held: where the rows and columns of a file lie in the picture, numbered as in
/// EXIF (tag 0x0112).
package enum Orientation: Int, CaseIterable, Sendable {
  /// Row 0 is the top, column 0 the left side.
  case upright = 1
  /// Left and right are exchanged.
  case mirrored
  /// The picture stands on its head.
  case upsideDown
  /// Top and bottom are exchanged.
  case flipped
  /// Rows and columns are exchanged: row 0 is the left side, column 0 the top.
  case transposed
  /// Row 0 is the right side, column 0 the top: to be turned clockwise.
  case quarterLeft
  /// Row 0 is the right side, column 0 the bottom.
  case transverse
  /// Row 0 is the left side, column 0 the bottom: to be turned anticlockwise.
  case quarterRight

  /// Whether the file's rows are the picture's columns.
  var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

  /// Where the file, `width` x `height`, keeps the pixel that is seen at (x, y).
  func stored(_ x: Int, _ y: Int, width: Int, height: Int) -> (column: Int, row: Int) {
    let right = width - 1
    let bottom = height - 1
    return switch self {
    case .upright: (x, y)
    case .mirrored: (right - x, y)
    case .upsideDown: (right - x, bottom - y)
    case .flipped: (x, bottom - y)
    case .transposed: (y, x)
    case .quarterLeft: (y, bottom - x)
    case .transverse: (right - y, bottom - x)
    case .quarterRight: (right - y, x)
    }
  }

  /// What a JPEG file says; upright where it says nothing that can be understood.
  init(ofJPEG file: [UInt8]) {
    self = .upright
    var start = 2
    // Segments before the picture's data: a marker of two bytes and a length that counts itself.
    while start + 4 <= file.count, file[start] == 0xff {
      let marker = file[start + 1]
      if marker == 0xff {
        start += 1
        continue
      }
      let end = start + 2 + Int(file[start + 2]) << 8 + Int(file[start + 3])
      guard marker != 0xda, end <= file.count, end > start + 3 else { return }
      let content = file[(start + 4)..<end]
      if marker == 0xe1, content.starts(with: Array("Exif".utf8) + [0, 0]) {
        self = Self.find(inTIFF: Array(content.dropFirst(6)))
        return
      }
      start = end
    }
  }

  /// What a PNG file says; upright where it says nothing that can be understood.
  init(ofPNG file: [UInt8]) {
    self = .upright
    var start = 8
    // Chunks: a length, a name of four letters, that many bytes, a checksum.
    while start + 12 <= file.count {
      let length = file[start..<start + 4].reduce(0) { $0 << 8 + Int($1) }
      let content = start + 8
      guard length <= file.count - content - 4 else { return }
      if file[(start + 4)..<content].elementsEqual("eXIf".utf8) {
        self = Self.find(inTIFF: Array(file[content..<content + length]))
        return
      }
      start = content + length + 4
    }
  }

  /// The orientation in the first directory of a TIFF structure, which EXIF data are.
  private static func find(inTIFF bytes: [UInt8]) -> Orientation {
    let isLittle = bytes.starts(with: Array("II".utf8))
    func number(at place: Int, bytes count: Int) -> Int? {
      guard place >= 0, place <= bytes.count - count else { return nil }
      let digits = bytes[place..<place + count]
      return isLittle
        ? digits.reversed().reduce(0) { $0 << 8 + Int($1) } : digits.reduce(0) { $0 << 8 + Int($1) }
    }
    guard isLittle || bytes.starts(with: Array("MM".utf8)),
      let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2)
    else { return .upright }
    for entry in 0..<count {
      let place = directory + 2 + 12 * entry
      guard let tag = number(at: place, bytes: 2), let value = number(at: place + 8, bytes: 2)
      else { return .upright }
      if tag == 0x0112 { return Orientation(rawValue: value) ?? .upright }
    }
    return .upright
  }
}
