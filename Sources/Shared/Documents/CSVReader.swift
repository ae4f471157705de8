/// Reads comma-separated values (RFC 4180), a row at a time, by the names in the header.
///
/// The header is required and its columns may stand in any order; columns that nobody asked for
/// are skipped. Lines end in LF or CR LF, empty lines are passed over, a byte order mark is
/// ignored. Every message names the file and the line.
package struct CSVReader: Sendable {
  /// How large a file's parts may be, so that a damaged file cannot exhaust memory.
  package struct Limits: Sendable {
    /// Bytes of one field, quotes included.
    package var fieldBytes = 65_536
    /// Columns of one row.
    package var columns = 4096

    /// The usual limits.
    package init() {}
  }

  /// What messages call the file.
  package let name: String
  private let content: [UInt8]
  private let limits: Limits
  private var position = 0
  private var line = 1
  private var columnCount = 0
  /// For every column of the file, its place among the wanted ones; -1 where it is skipped.
  private var slots: [Int] = []
  private let wanted: [String]

  /// Reads the header of `content`.
  ///
  /// - Parameters:
  ///   - name: what messages call the file, as a rule its path.
  ///   - columns: the columns to read; the header must have each of them, once.
  ///   - optional: columns to read where the header has them; elsewhere their fields are empty.
  /// - Throws: `Failure` (data) where the header is missing, malformed or lacks a column.
  package init(
    _ content: [UInt8], name: String, columns: [String], optional: [String] = [],
    limits: Limits = Limits()
  ) throws(Failure) {
    self.name = name
    self.content = content
    self.limits = limits
    wanted = columns + optional
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipEmptyLines()
    let headerLine = line
    guard position < content.count else {
      throw failure(
        line,
        "is empty; its first line has to name the columns "
          + columns.joined(separator: ","))
    }
    let header = try readFields(slots: nil)
    columnCount = header.count
    slots = header.map { wanted.firstIndex(of: $0) ?? -1 }
    for (index, column) in columns.enumerated() {
      guard slots.contains(index) else {
        throw failure(
          headerLine,
          "the header has no column “\(column)”; it has to name "
            + columns.joined(separator: ","))
      }
    }
    for (index, column) in header.enumerated() where header[..<index].contains(column) {
      throw failure(headerLine, "the header names the column “\(column)” twice; rename one")
    }
  }

  /// The next row; nil after the last.
  ///
  /// - Throws: `Failure` (data) where the row is malformed or has another number of fields than
  ///   the header.
  package mutating func next() throws(Failure) -> CSVRow? {
    skipEmptyLines()
    guard position < content.count else { return nil }
    let start = line
    let fields = try readFields(slots: slots)
    return CSVRow(file: name, line: start, columns: wanted, fields: fields)
  }

  private mutating func skipEmptyLines() {
    while position < content.count {
      if content[position] == CSVByte.lineFeed {
        line += 1
        position += 1
      } else if content[position] == CSVByte.carriageReturn, position + 1 < content.count,
        content[position + 1] == CSVByte.lineFeed
      {
        position += 1
      } else {
        return
      }
    }
  }

  /// Reads one record and leaves `position` after its line end.
  ///
  /// - Parameter slots: where each column's text goes; nil reads them all, as the header needs.
  private mutating func readFields(slots: [Int]?) throws(Failure) -> [String] {
    let recordLine = line
    var fields = slots == nil ? [] : [String](repeating: "", count: wanted.count)
    var column = 0
    while true {
      guard column < limits.columns else {
        throw failure(recordLine, "has more than \(limits.columns) fields")
      }
      let slot = slots.map { column < $0.count ? $0[column] : -1 }
      let text = try readField(isWanted: slot != -1)
      if let slot {
        if slot >= 0 { fields[slot] = text }
      } else {
        fields.append(text)
      }
      column += 1
      if try !readSeparator() { break }
    }
    if let slots, column != slots.count {
      throw failure(
        recordLine,
        "has \(column) field\(column == 1 ? "" : "s") where the header has "
          + "\(slots.count); check its commas and quotes")
    }
    return fields
  }

  /// Passes a comma (true) or a line end or the end of the file (false).
  private mutating func readSeparator() throws(Failure) -> Bool {
    guard position < content.count else { return false }
    switch content[position] {
    case CSVByte.comma:
      position += 1
      return true
    case CSVByte.lineFeed:
      position += 1
    case CSVByte.carriageReturn
    where position + 1 < content.count && content[position + 1] == CSVByte.lineFeed:
      position += 2
    default:
      throw failure(line, "has text after a closing quote; separate fields by commas")
    }
    line += 1
    return false
  }

  private mutating func readField(isWanted: Bool) throws(Failure) -> String {
    if position < content.count, content[position] == CSVByte.quote {
      return try readQuotedField(isWanted: isWanted)
    }
    let start = position
    scan: while position < content.count {
      switch content[position] {
      case CSVByte.comma, CSVByte.lineFeed: break scan
      case CSVByte.carriageReturn
      where position + 1 < content.count && content[position + 1] == CSVByte.lineFeed:
        break scan
      case CSVByte.quote:
        throw failure(
          line,
          "has a quote inside a field that does not begin with one; "
            + "put the whole field in quotes and double those inside")
      default: position += 1
      }
    }
    try checkLength(position - start, line)
    return isWanted ? try text(of: content[start..<position], line) : ""
  }

  private mutating func readQuotedField(isWanted: Bool) throws(Failure) -> String {
    let startLine = line
    let start = position
    var bytes: [UInt8] = []
    position += 1
    while position < content.count {
      let byte = content[position]
      position += 1
      if byte == CSVByte.quote {
        guard position < content.count, content[position] == CSVByte.quote else {
          return isWanted ? try text(of: bytes[...], startLine) : ""
        }
        position += 1
      } else if byte == CSVByte.lineFeed {
        line += 1
      }
      bytes.append(byte)
      try checkLength(position - start, startLine)
    }
    throw failure(startLine, "opens a quote that is never closed")
  }

  private func checkLength(_ length: Int, _ line: Int) throws(Failure) {
    guard length <= limits.fieldBytes else {
      throw failure(line, "has a field of more than \(limits.fieldBytes) bytes")
    }
  }

  private func text(of bytes: ArraySlice<UInt8>, _ line: Int) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(line, "has a field that is not UTF-8 text; save the file as UTF-8")
    }
    return text
  }

  private func failure(_ line: Int, _ message: String) -> Failure {
    Failure(.data, "\(name), line \(line): \(message)")
  }
}

/// The bytes that mean something in comma-separated values.
enum CSVByte {
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
