/// Columns of text; the cells of one column are wrapped where a row would be too wide.
package struct TextTable {
  /// On which side the cells of a column line up.
  enum Alignment {
    case left
    case right
  }

  /// The width of a terminal that everybody has.
  static let pageWidth = 100

  private static let longestCell = 36

  private let header: [String]
  private let alignments: [Alignment]
  private let flexible: Int
  private var rows: [[String]] = []

  /// A table with columns of these names; the one at `flexible` is wrapped.
  init(_ columns: [(name: String, alignment: Alignment)], flexible: Int) {
    precondition(columns.indices.contains(flexible), "the flexible column is one of them")
    header = columns.map(\.name)
    alignments = columns.map(\.alignment)
    self.flexible = flexible
  }

  /// Adds a row of as many cells as there are columns.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == header.count, "a cell for each column")
    rows.append(
      cells.enumerated().map { column, cell in
        let cell = TextTable.harmless(cell)
        return column == flexible ? cell : TextTable.shortened(cell)
      })
  }

  /// The table, a line break after each line.
  func text(_ style: TextStyle) -> String {
    let widths = widths()
    var text = style.quiet(line(header, widths)) + "\n"
    for row in rows {
      let pieces = TextTable.wrapped(row[flexible], width: widths[flexible])
      for (index, piece) in pieces.enumerated() {
        var cells = index == 0 ? row : [String](repeating: "", count: row.count)
        cells[flexible] = piece
        text += line(cells, widths) + "\n"
      }
    }
    return text
  }

  private func widths() -> [Int] {
    var widths = header.map(\.count)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
    }
    let rest = widths.enumerated().filter { $0.offset != flexible }.map { $0.element + 2 }
    let room = max(TextTable.pageWidth - rest.reduce(0, +), 24)
    widths[flexible] = min(widths[flexible], room)
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
      line += alignments[column] == .left ? cell + padding : padding + cell
      line += "  "
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// `text` in lines of at most `width` characters, broken at spaces where there are any.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    precondition(width > 0, "a line has room for a character")
    var lines = [""]
    for word in text.split(separator: " ") {
      var word = Substring(word)
      let last = lines[lines.count - 1]
      let needed = last.isEmpty ? word.count : last.count + 1 + word.count
      if needed <= width {
        lines[lines.count - 1] = last.isEmpty ? String(word) : last + " " + word
        continue
      }
      if !last.isEmpty { lines.append("") }
      while word.count > width {
        lines[lines.count - 1] = String(word.prefix(width))
        word = word.dropFirst(width)
        lines.append("")
      }
      lines[lines.count - 1] = String(word)
    }
    return lines
  }

  /// `text` in lines of the page's width, a line break after each; all but the first indented.
  static func paragraph(_ text: String, indent: String = "") -> String {
    let lines = wrapped(harmless(text), width: pageWidth - indent.count)
    return lines.enumerated().map { ($0.offset == 0 ? "" : indent) + $0.element + "\n" }.joined()
  }

  /// `text`, or its beginning and its end where it is longer than any sensible name.
  private static func shortened(_ text: String) -> String {
    guard text.count > longestCell else { return text }
    return text.prefix(longestCell - 16) + "…" + text.suffix(15)
  }

  /// `text` without the characters that would move a terminal's cursor or change its state.
  static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          return isControl ? "?" : scalar
        }))
  }
}
