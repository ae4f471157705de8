/// An array of numbers with a shape, as it lies in a safetensors file.
package struct Tensor: Sendable, Equatable {
  /// The number formats in use.
  package enum Element: String, Sendable, CaseIterable {
    /// IEEE 754 single precision.
    case float32 = "F32"
    /// Signed, 32 bits.
    case int32 = "I32"
    /// Unsigned, 8 bits.
    case uint8 = "U8"

    /// Bytes of one number.
    package var size: Int {
      switch self {
      case .float32, .int32: 4
      case .uint8: 1
      }
    }
  }

  /// The name, unique in its file.
  package let name: String
  /// The format of each number.
  package let element: Element
  /// The sizes of all dimensions, outermost first; empty for a single number.
  package let shape: [Int]
  /// The numbers, row by row, little-endian.
  package let bytes: [UInt8]

  /// A tensor of single-precision numbers; `values` has as many as `shape` says.
  package init(_ name: String, shape: [Int], _ values: [Float]) {
    self.init(name, .float32, shape, values.map(\.bitPattern.littleEndian))
  }

  /// A tensor of 32-bit integers; `values` has as many as `shape` says.
  package init(_ name: String, shape: [Int], _ values: [Int32]) {
    self.init(name, .int32, shape, values.map(\.littleEndian))
  }

  /// A tensor of bytes; `values` has as many as `shape` says.
  package init(_ name: String, shape: [Int], _ values: [UInt8]) {
    self.init(name, .uint8, shape, values)
  }

  /// A tensor whose bytes were checked against its shape.
  init(name: String, element: Element, shape: [Int], bytes: [UInt8]) {
    precondition(bytes.count == Self.byteCount(element, shape), "\(name) fits its shape")
    self.name = name
    self.element = element
    self.shape = shape
    self.bytes = bytes
  }

  private init<Word>(_ name: String, _ element: Element, _ shape: [Int], _ words: [Word]) {
    let bytes = words.withUnsafeBytes { [UInt8]($0) }
    self.init(name: name, element: element, shape: shape, bytes: bytes)
  }

  /// The numbers; nil where they are no single-precision ones.
  package var floats: [Float]? {
    element == .float32 ? words.map { Float(bitPattern: $0) } : nil
  }

  /// The numbers; nil where they are no 32-bit integers.
  package var integers: [Int32]? {
    element == .int32 ? words.map { Int32(bitPattern: $0) } : nil
  }

  /// The bytes a tensor has; nil where a dimension is negative or the product exceeds `Int`.
  static func byteCount(_ element: Element, _ shape: [Int]) -> Int? {
    var count = element.size
    for size in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflows else { return nil }
      count = product
    }
    return count
  }

  private var words: [UInt32] {
    bytes.withUnsafeBytes { buffer in
      stride(from: 0, to: buffer.count, by: 4).map { offset in
        UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      }
    }
  }
}
