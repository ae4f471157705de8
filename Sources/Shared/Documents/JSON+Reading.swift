extension JSON {
  /// Where a value begins in its text; both count from 1.
  package struct Position: Hashable, Sendable, CustomStringConvertible {
    /// The line.
    package var line: Int
    /// The byte in the line.
    package var column: Int

    /// As people write it.
    package var description: String { "line \(line), column \(column)" }
  }

  /// A value with the places of all its parts, for messages that name them.
  package struct Document: Sendable {
    /// The value.
    package var value: JSON
    /// Where each part begins; keys are paths such as `training.steps` or `tasks.3`, "" the whole.
    ///
    /// The last parts are missing where all keys would take more than 16 MiB.
    package var positions: [String: Position]
  }

  /// Reads JSON text.
  ///
  /// - Throws: `Failure` (data) that names line and column, for malformed text, a repeated member,
  ///   or more than 64 levels.
  package init(reading text: String) throws(Failure) {
    var reader = Reader(Array(text.utf8), remembersPositions: false)
    self = try reader.whole()
  }

  /// Reads JSON text and remembers where each part begins.
  ///
  /// - Throws: as `init(reading:)`.
  package static func document(_ text: String) throws(Failure) -> Document {
    var reader = Reader(Array(text.utf8), remembersPositions: true)
    let value = try reader.whole()
    return Document(value: value, positions: reader.positions)
  }
}

/// Reads JSON by recursive descent (RFC 8259), bounded in depth.
private struct Reader {
  private static let deepest = 64
  /// Bytes of the remembered positions' names.
  private static let mostRemembered = 16 << 20
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var lineStart = 0
  private var depth = 0
  /// The names of the parts around the present one, where positions are remembered.
  private var path: [String] = []
  private let remembersPositions: Bool
  private var rememberedBytes = 0
  private(set) var positions: [String: JSON.Position] = [:]

  init(_ bytes: [UInt8], remembersPositions: Bool) {
    self.bytes = bytes
    self.remembersPositions = remembersPositions
  }

  mutating func whole() throws(Failure) -> JSON {
    let value = try value()
    skipSpace()
    if offset < bytes.count { throw failure("unexpected text after the end of the value") }
    return value
  }

  private var position: JSON.Position {
    JSON.Position(line: line, column: offset - lineStart + 1)
  }

  private func failure(_ what: String) -> Failure { Failure(.data, "\(position): \(what)") }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0a).contains(byte) || byte == 0x0d {
      offset += 1
      // A raw line feed stands only between values: in a text it is an escape.
      if byte == 0x0a {
        line += 1
        lineStart = offset
      }
    }
  }

  private mutating func value() throws(Failure) -> JSON {
    skipSpace()
    guard depth < Self.deepest else { throw failure("more than \(Self.deepest) levels") }
    if remembersPositions { remember() }
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw failure("the text ends where a value should begin")
    default: return try number()
    }
  }

  /// Remembers where a part begins, as long as there is room: every part repeats the names around
  /// it, so that those of a hostile text would take far more memory than the text.
  private mutating func remember() {
    guard rememberedBytes < Self.mostRemembered else { return }
    let key = path.joined(separator: ".")
    rememberedBytes += key.utf8.count
    positions[key] = position
  }

  private mutating func word(_ text: String, _ value: JSON) throws(Failure) -> JSON {
    guard bytes[offset...].starts(with: text.utf8) else { throw failure("this is no JSON value") }
    offset += text.utf8.count
    return value
  }

  private mutating func object() throws(Failure) -> JSON {
    var members: [JSON.Member] = []
    var names: Set<String> = []
    offset += 1
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("a member's name must be in quotes") }
      let place = position
      let name = try string()
      guard isNew(name, members, &names) else {
        throw Failure(.data, "\(place): \"\(name)\" stands twice in this object; remove one")
      }
      skipSpace()
      guard take(":") else { throw failure("a colon must follow \"\(name)\"") }
      members.append(JSON.Member(name, try part(name)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw failure("a comma or } must follow this member") }
    return .object(members)
  }

  /// Whether no member is called `name`; many names are looked up in `names`, a few one by one.
  private func isNew(_ name: String, _ members: [JSON.Member], _ names: inout Set<String>) -> Bool {
    let few = 16
    if members.count < few { return !members.contains { $0.name == name } }
    if members.count == few { names = Set(members.map(\.name)) }
    return names.insert(name).inserted
  }

  /// Reads a value within another one.
  private mutating func part(_ name: @autoclosure () -> String) throws(Failure) -> JSON {
    depth += 1
    if remembersPositions { path.append(name()) }
    let value = try value()
    if remembersPositions { path.removeLast() }
    depth -= 1
    return value
  }

  private mutating func array() throws(Failure) -> JSON {
    var elements: [JSON] = []
    offset += 1
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try part(String(elements.count)))
      skipSpace()
    } while take(",")
    guard take("]") else { throw failure("a comma or ] must follow this element") }
    return .array(elements)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func number() throws(Failure) -> JSON {
    let start = offset
    while let byte = next, Self.isNumeric(byte) { offset += 1 }
    if let whole = wholeNumber(start) { return .number(whole) }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    let digits = text.drop { $0 == "-" }
    let isWellFormed =
      text.count - digits.count <= 1 && digits.first?.isNumber == true && text.last != "."
      && !text.contains(".e") && !text.contains(".E")
      && !(digits.count > 1 && digits.first == "0" && digits.dropFirst().first?.isNumber == true)
    guard isWellFormed, let value = Double(text), value.isFinite else {
      offset = start
      throw failure(text.isEmpty ? "this is no JSON value" : "'\(text)' is no number")
    }
    return .number(value)
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// The usual number: what stands from `start` to here, where it is a few digits.
  private func wholeNumber(_ start: Int) -> Double? {
    guard (1...15).contains(offset - start), bytes[start] != UInt8(ascii: "0") else { return nil }
    var value = 0
    for byte in bytes[start..<offset] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = 10 * value + Int(byte - UInt8(ascii: "0"))
    }
    return Double(value)
  }

  private mutating func string() throws(Failure) -> String {
    let start = offset
    offset += 1
    // Most texts have no escapes and are taken as they stand.
    while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      offset += 1
    }
    if next == UInt8(ascii: "\""), let string = plainText(start + 1..<offset) {
      offset += 1
      return string
    }
    offset = start + 1
    var text: [UInt8] = []
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw failure("this text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(&text)
      case ..<0x20: throw failure("a control character must be written as an escape")
      default: text.append(byte)
      }
    }
    offset = start
    throw failure("this text has no closing quote")
  }

  private func plainText(_ range: Range<Int>) -> String? {
    bytes.withUnsafeBufferPointer { bytes in
      String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Failure) {
    guard let byte = next else { throw failure("the text ends in an escape") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeEscape()).utf8)
    default: throw failure("unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // A character beyond U+FFFF is written as two halves.
    guard (0xd800..<0xdc00).contains(unit), take("\\"), take("u") else {
      throw failure("half of a surrogate pair")
    }
    let low = try hexadecimal()
    guard (0xdc00..<0xe000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
    else { throw failure("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("four hexadecimal digits must follow \\u")
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }
}
