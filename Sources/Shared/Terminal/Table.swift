/// Rows of text in aligned columns.
package struct Table: Sendable {
  /// On which side of its column a cell stands.
  package enum Alignment: Sendable {
    /// Right where all its cells are numbers, with or without a unit; left otherwise.
    case automatic
    /// At the left side.
    case left
    /// At the right side.
    case right
  }

  /// The head of a column.
  package struct Column: Sendable, ExpressibleByStringLiteral {
    /// What stands above the cells.
    package let title: String
    /// On which side the cells stand.
    package let alignment: Alignment
    /// The columns of the terminal below which it is never cut; nil where it is never cut at all.
    package let minimum: Int?

    /// Describes a column; by default its cells may be cut down to 8 columns.
    package init(_ title: String, _ alignment: Alignment = .automatic, minimum: Int? = 8) {
      self.title = title
      self.alignment = alignment
      self.minimum = minimum
    }

    /// A column of this title.
    package init(stringLiteral title: String) { self.init(title) }
  }

  private static let gap = 2
  private let columns: [Column]
  private var rows: [[String]] = []

  /// An empty table.
  package init(_ columns: [Column]) { self.columns = columns }

  /// Whether it has no rows.
  package var isEmpty: Bool { rows.isEmpty }

  /// Adds a row, a cell per column; line breaks in cells become spaces.
  package mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has a cell per column")
    rows.append(
      cells.map { cell in String(cell.map { $0.isNewline || $0 == "\t" ? " " : $0 }) })
  }

  /// The table, titles first, each line ending in a newline.
  ///
  /// - Parameter width: the columns to fit into, by cutting the widest cells; nil: no limit.
  package func text(width: Int? = nil, style: Style = .plain) -> String {
    let widths = fit(naturalWidths, into: width)
    let isRight = columns.indices.map(standsRight)
    func line(_ cells: [String]) -> String {
      var line = ""
      for (index, cell) in cells.enumerated() {
        let cell = DisplayText.truncate(cell, to: widths[index])
        if index > 0 { line += String(repeating: " ", count: Self.gap) }
        let isLast = index == cells.count - 1
        let width = isLast && !isRight[index] ? 0 : widths[index]
        line += DisplayText.pad(cell, to: width, isRight: isRight[index])
      }
      return line
    }
    let titles = columns.indices.contains { !columns[$0].title.isEmpty }
    let head = titles ? [style.bold(trimmedEnd(line(columns.map(\.title))))] : []
    return (head + rows.map { trimmedEnd(line($0)) }).map { $0 + "\n" }.joined()
  }

  private var naturalWidths: [Int] {
    columns.indices.map { index in
      let cells = [columns[index].title] + rows.map { $0[index] }
      return cells.map(DisplayText.width).max() ?? 0
    }
  }

  /// Takes columns from the widest cells that may be cut until all fits, or nothing may be cut.
  private func fit(_ natural: [Int], into width: Int?) -> [Int] {
    guard let width else { return natural }
    var widths = natural
    var excess = widths.reduce(Self.gap * (columns.count - 1), +) - width
    while excess > 0 {
      let cuttable = columns.indices.filter { index in
        columns[index].minimum.map { widths[index] > $0 } ?? false
      }
      guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { return widths }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func standsRight(_ index: Int) -> Bool {
    switch columns[index].alignment {
    case .left: return false
    case .right: return true
    case .automatic:
      let cells = rows.map { $0[index] }.filter { !["", "-", "–", "—"].contains($0) }
      return !cells.isEmpty && cells.allSatisfy(Self.isNumber)
    }
  }

  /// Whether a cell is a number, perhaps with units after spaces: "1,024", "-0.5", "3 m 12 s".
  static func isNumber(_ cell: String) -> Bool {
    let words = DisplayText.withoutEscapes(cell).split(separator: " ")
    guard let first = words.first else { return false }
    let digits = first.drop { "+-−<>~±".contains($0) }
    guard digits.first?.isNumber == true, digits.allSatisfy({ $0.isNumber || ".,%".contains($0) })
    else { return false }
    return words.count <= 4
  }

  private func trimmedEnd(_ line: String) -> String {
    guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...last])
  }
}
