/// A MessagePack value: what messages between programs are made of.
package indirect enum PackedValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case double(Double)
  case text(String)
  case bytes([UInt8])
  case array([PackedValue])

  /// The value as MessagePack bytes.
  package var packed: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(0xc0)
    case .bool(let value): bytes.append(value ? 0xc3 : 0xc2)
    case .integer(let value): Self.append(value, to: &bytes)
    case .double(let value):
      bytes.append(0xcb)
      Self.appendBigEndian(value.bitPattern, to: &bytes)
    case .text(let value):
      let content = Array(value.utf8)
      if content.count < 32 {
        bytes.append(0xa0 | UInt8(content.count))
      } else {
        Self.appendCount(content.count, codes: (0xd9, 0xda, 0xdb), to: &bytes)
      }
      bytes.append(contentsOf: content)
    case .bytes(let content):
      Self.appendCount(content.count, codes: (0xc4, 0xc5, 0xc6), to: &bytes)
      bytes.append(contentsOf: content)
    case .array(let elements):
      if elements.count < 16 {
        bytes.append(0x90 | UInt8(elements.count))
      } else {
        Self.appendCount(elements.count, codes: (nil, 0xdc, 0xdd), to: &bytes)
      }
      for element in elements { element.append(to: &bytes) }
    }
  }

  private static func append(_ value: Int, to bytes: inout [UInt8]) {
    switch value {
    case 0...127: bytes.append(UInt8(value))
    case -32..<0: bytes.append(UInt8(bitPattern: Int8(value)))
    default:
      bytes.append(0xd3)
      appendBigEndian(UInt64(bitPattern: Int64(value)), to: &bytes)
    }
  }

  /// Appends the code for a count of one, two or four bytes, and the count.
  private static func appendCount(
    _ count: Int, codes: (UInt8?, UInt8, UInt8), to bytes: inout [UInt8]
  ) {
    precondition(count <= Int(UInt32.max), "a message stays far below 4 GiB")
    if let short = codes.0, count < 1 << 8 {
      bytes.append(short)
      bytes.append(UInt8(count))
    } else if count < 1 << 16 {
      bytes.append(codes.1)
      appendBigEndian(UInt16(count), to: &bytes)
    } else {
      bytes.append(codes.2)
      appendBigEndian(UInt32(count), to: &bytes)
    }
  }

  private static func appendBigEndian(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
