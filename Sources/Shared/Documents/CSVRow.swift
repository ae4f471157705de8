/// One row of comma-separated values: the fields that were asked for, and where they stood.
package struct CSVRow: Sendable {
  /// What messages call the file.
  package let file: String
  /// The line where the row begins; the header's line is 1.
  package let line: Int
  private let columns: [String]
  private let fields: [String]

  init(file: String, line: Int, columns: [String], fields: [String]) {
    self.file = file
    self.line = line
    self.columns = columns
    self.fields = fields
  }

  /// The text in the `index`-th of the columns asked for (the required ones, then the optional).
  package subscript(index: Int) -> String { fields[index] }

  /// The text in the `index`-th column.
  ///
  /// - Throws: `Failure` (data) where it is empty.
  package func text(_ index: Int) throws(Failure) -> String {
    guard !fields[index].isEmpty else { throw failure("the column “\(columns[index])” is empty") }
    return fields[index]
  }

  /// The finite number in the `index`-th column.
  ///
  /// - Throws: `Failure` (data) where it is no number, infinite or not a number.
  package func number(_ index: Int) throws(Failure) -> Double {
    guard let number = Double(fields[index]) else {
      throw failure("the \(columns[index]) “\(fields[index].prefix(40))” is no number")
    }
    guard number.isFinite else {
      throw failure("the \(columns[index]) \(fields[index].prefix(40)) is not finite")
    }
    return number
  }

  /// A failure (data) whose message begins with the file and the line of this row.
  package func failure(_ message: String) -> Failure {
    Failure(.data, "\(file), line \(line): \(message)")
  }
}
