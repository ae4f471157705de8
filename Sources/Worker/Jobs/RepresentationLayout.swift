internal import Architectures
internal import TaskSpace

/// How the representations of an encoder lie in their file: a header, then the images of the
/// transfers, of the validation and of the tests, each [row][column][channel] in 32-bit floats.
struct RepresentationLayout: Equatable {
  static let headerSize = 64
  static let splits: [DatasetReference.Split] = [.transfer, .validation, .test]
  private static let magic: UInt64 = 0x3150_4552_4B53_4154

  /// The shape of one representation.
  let shape: Shape
  /// How many images each of `splits` has.
  let counts: [Int]

  init(shape: Shape, data: DatasetReference) {
    self.shape = shape
    counts = Self.splits.map { data.count($0) }
  }

  /// The size of the file.
  var byteCount: Int { Self.headerSize + counts.reduce(0, +) * shape.count * 4 }

  /// The header's bytes.
  var header: [UInt8] {
    let fields =
      [Self.magic] + [shape.height, shape.width, shape.channels].map { UInt64($0) }
      + counts.map { UInt64($0) }
    let padding = [UInt64](repeating: 0, count: Self.headerSize / 8 - fields.count)
    return (fields + padding).flatMap { field in
      (0..<8).map { UInt8(truncatingIfNeeded: field >> (8 * $0)) }
    }
  }

  /// The first byte of image `index` of `split`.
  func offset(_ index: Int, of split: DatasetReference.Split) -> Int {
    guard let place = Self.splits.firstIndex(of: split) else {
      preconditionFailure("encoders do not represent the images for \(split.rawValue)")
    }
    precondition(index >= 0 && index < counts[place], "the split has such an image")
    let before = counts[..<place].reduce(0, +)
    return Self.headerSize + (before + index) * shape.count * 4
  }
}
