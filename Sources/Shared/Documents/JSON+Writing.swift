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
    var text = ""
    write(to: &text, layout, depth: 0)
    return text
  }

  private func write(to text: inout String, _ layout: Layout, depth: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += JSON.text(of: value)
    case .string(let value): JSON.write(value, to: &text)
    case .array(let elements):
      let isShort = elements.allSatisfy(\.isPlain)
      let rows = elements.map { element in
        { (text: inout String) in
          element.write(to: &text, layout, depth: depth + 1)
        }
      }
      JSON.writeList("[", rows, "]", to: &text, isShort ? layout.flat : layout, depth)
    case .object(let members):
      let members = layout == .canonical ? members.sorted { $0.name < $1.name } : members
      let rows = members.map { member in
        { (text: inout String) in
          JSON.write(member.name, to: &text)
          text += layout == .indented ? ": " : ":"
          member.value.write(to: &text, layout, depth: depth + 1)
        }
      }
      JSON.writeList("{", rows, "}", to: &text, layout, depth)
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func writeList(
    _ open: String, _ rows: [(inout String) -> Void], _ close: String, to text: inout String,
    _ layout: Layout, _ depth: Int
  ) {
    text += open
    for (index, row) in rows.enumerated() {
      if index > 0 { text += "," }
      if layout == .indented { text += "\n" + String(repeating: "  ", count: depth + 1) }
      row(&text)
    }
    if layout == .indented, !rows.isEmpty { text += "\n" + String(repeating: "  ", count: depth) }
    text += close
  }

  /// The shortest JSON text that reads back to `value`; `null` where it is not finite.
  package static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) <= 0x1p53 { return String(Int(value)) }
    return value.description
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSON.Layout {
  /// The layout of a list whose elements fit on one line.
  fileprivate var flat: JSON.Layout { self == .indented ? .compact : self }
}
