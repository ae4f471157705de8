/// Writes comma-separated values (RFC 4180 quotes, lines ended by LF) that `CSVReader` reads back.
package struct CSVWriter: Sendable {
  /// The text so far, header included.
  package private(set) var text = ""
  private let columnCount: Int

  /// A table with the columns `header`, in this order.
  package init(header: [String]) {
    columnCount = header.count
    add(header)
  }

  /// Adds a row; it has as many fields as the header.
  package mutating func add(_ fields: [String]) {
    precondition(fields.count == columnCount, "a row has as many fields as the header")
    for (index, field) in fields.enumerated() {
      if index > 0 { text += "," }
      text += Self.quoted(field, isAlone: columnCount == 1)
    }
    text += "\n"
  }

  /// A field, in quotes where it could be misread; alone, an empty field would be an empty line.
  private static func quoted(_ field: String, isAlone: Bool) -> String {
    let needsQuotes = field.utf8.contains { byte in
      switch byte {
      case CSVByte.comma, CSVByte.quote, CSVByte.lineFeed, CSVByte.carriageReturn: true
      default: false
      }
    }
    guard needsQuotes || (isAlone && field.isEmpty) else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
