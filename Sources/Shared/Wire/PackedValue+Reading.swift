internal import Documents

extension PackedValue {
  /// Reads one value that takes up all of `bytes`; nil for anything malformed.
  ///
  /// Bytes from a peer are not to be trusted: counts are checked against what is there before
  /// anything is reserved, all arrays together have at most a million elements, and nesting ends at
  /// 16 levels.
  package init?(unpacking bytes: [UInt8]) {
    var reader = Unpacker(bytes: bytes)
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }

  /// The elements of an array; nil for any other value.
  package var elements: [PackedValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text; nil for any other value.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The text as people may be shown it; nil for any other value, and for one of more than `limit`
  /// bytes.
  package func line(upTo limit: Int) -> String? { text?.asLine(upTo: limit) }

  /// The integer; nil for any other value.
  package var integer: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  /// The double; nil for any other value.
  package var double: Double? {
    if case .double(let double) = self { double } else { nil }
  }

  /// The truth value; nil for any other value.
  package var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// The bytes; nil for any other value.
  package var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}

private struct Unpacker {
  private static let deepest = 16
  let bytes: [UInt8]
  private var offset = 0
  /// How many elements further arrays may have: a value takes many times the memory of the byte
  /// that it may arrive as.
  private var elementsLeft = 1 << 20

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  mutating func value(depth: Int) -> PackedValue? {
    guard depth < Self.deepest, let head = byte() else { return nil }
    switch head {
    case 0x00...0x7f: return .integer(Int(head))
    case 0xe0...0xff: return .integer(Int(Int8(bitPattern: head)))
    case 0xc0: return .null
    case 0xc2: return .bool(false)
    case 0xc3: return .bool(true)
    case 0xd3: return number(UInt64.self).map { .integer(Int(Int64(bitPattern: $0))) }
    case 0xcb: return number(UInt64.self).map { .double(Double(bitPattern: $0)) }
    case 0xa0...0xbf: return text(count: Int(head & 0x1f))
    case 0xd9: return number(UInt8.self).flatMap { text(count: Int($0)) }
    case 0xda: return number(UInt16.self).flatMap { text(count: Int($0)) }
    case 0xdb: return number(UInt32.self).flatMap { text(count: Int($0)) }
    case 0xc4: return number(UInt8.self).flatMap { take(Int($0)) }.map { .bytes($0) }
    case 0xc5: return number(UInt16.self).flatMap { take(Int($0)) }.map { .bytes($0) }
    case 0xc6: return number(UInt32.self).flatMap { take(Int($0)) }.map { .bytes($0) }
    case 0x90...0x9f: return array(count: Int(head & 0x0f), depth: depth)
    case 0xdc: return number(UInt16.self).flatMap { array(count: Int($0), depth: depth) }
    case 0xdd: return number(UInt32.self).flatMap { array(count: Int($0), depth: depth) }
    default: return nil
    }
  }

  private mutating func byte() -> UInt8? {
    guard offset < bytes.count else { return nil }
    defer { offset += 1 }
    return bytes[offset]
  }

  private mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
    let size = MemoryLayout<Number>.size
    guard bytes.count - offset >= size else { return nil }
    defer { offset += size }
    return bytes[offset..<offset + size].reduce(0) { $0 << 8 | Number($1) }
  }

  private mutating func take(_ count: Int) -> [UInt8]? {
    guard bytes.count - offset >= count else { return nil }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  private mutating func text(count: Int) -> PackedValue? {
    take(count).flatMap { String(validating: $0, as: UTF8.self) }.map { .text($0) }
  }

  private mutating func array(count: Int, depth: Int) -> PackedValue? {
    // An element takes a byte at least: no count can make us reserve more than was received.
    guard bytes.count - offset >= count, count <= elementsLeft else { return nil }
    elementsLeft -= count
    var elements: [PackedValue] = []
    elements.reserveCapacity(count)
    for _ in 0..<count {
      guard let element = value(depth: depth + 1) else { return nil }
      elements.append(element)
    }
    return .array(elements)
  }
}
