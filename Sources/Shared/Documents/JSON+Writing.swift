extension JSON {
  /// How a value is laid out as text.
  package enum Layout: Sendable {
    /// On one line, no spaces.
    case compact
    /// An element a line, two spaces a level; short arrays of plain values stay on one line.
    case indented
    /// Compact, members sorted by name: equal values have equal bytes, which identities need.
    case canonical
  }

  /// This value as JSON text.
  ///
  /// Numbers are written with the fewest digits that read back to the same double; whole ones
  /// up to 2^53 without a fraction. JSON has no infinity and no NaN: they become `null`.
  package func text(_ layout: Layout = .compact) -> String {
    var writer = Writer()
    writer.write(self, layout, depth: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The shortest JSON text that reads back to `value`; `null` where it is not finite.
  package static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) <= 0x1p53 { return String(Int(value)) }
    return value.description
  }
}

/// Writes JSON as bytes: identities of thousands of jobs are made of such texts.
private struct Writer {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: JSON, _ layout: JSON.Layout, depth: Int) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let value): bytes.append(contentsOf: JSON.text(of: value).utf8)
    case .string(let value): write(value)
    case .array(let elements):
      write(elements, layout, depth)
    case .object(let members):
      write(layout == .canonical ? members.sorted { $0.name < $1.name } : members, layout, depth)
    }
  }

  /// Writes an array; plain elements stay on one line.
  private mutating func write(_ elements: [JSON], _ layout: JSON.Layout, _ depth: Int) {
    let isFlat = layout == .indented && elements.allSatisfy(\.isPlain)
    let layout = isFlat ? .compact : layout
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      separate(index, layout, depth)
      write(element, layout, depth: depth + 1)
    }
    if !elements.isEmpty { breakLine(layout, depth) }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Writes an object's members in the order given.
  private mutating func write(_ members: [JSON.Member], _ layout: JSON.Layout, _ depth: Int) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      separate(index, layout, depth)
      write(member.name)
      bytes.append(UInt8(ascii: ":"))
      if layout == .indented { bytes.append(UInt8(ascii: " ")) }
      write(member.value, layout, depth: depth + 1)
    }
    if !members.isEmpty { breakLine(layout, depth) }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func separate(_ index: Int, _ layout: JSON.Layout, _ depth: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    breakLine(layout, depth + 1)
  }

  private mutating func breakLine(_ layout: JSON.Layout, _ depth: Int) {
    guard layout == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
      case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
      case ..<0x20:
        bytes.append(contentsOf: (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSON {
  fileprivate var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
