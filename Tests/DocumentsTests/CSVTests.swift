import Documents
import Testing

@Suite struct CSVTests {
  @Test func readsColumnsByNameInAnyOrder() throws {
    let rows = try rows("note,b,a\nx,2,1\ny,4,3\n", columns: ["a", "b"])
    #expect(rows.map { [$0[0], $0[1]] } == [["1", "2"], ["3", "4"]])
    #expect(rows.map(\.line) == [2, 3])
  }

  /// RFC 4180, section 2: quotes, doubled quotes, commas and line ends inside quotes.
  @Test func readsQuotedFields() throws {
    let rows = try rows("a,b\r\n\"x,\"\"y\"\"\r\nz\",1\r\nlast,2", columns: ["a", "b"])
    #expect(rows.map { $0[0] } == ["x,\"y\"\r\nz", "last"])
    #expect(rows.map(\.line) == [2, 4])
  }

  @Test func passesOverMarksAndEmptyLines() throws {
    let rows = try rows("\u{FEFF}\na\n\n1\n\n\n2\n\n", columns: ["a"])
    #expect(rows.map { $0[0] } == ["1", "2"])
    #expect(rows.map(\.line) == [4, 7])
  }

  @Test func optionalColumnsMayBeMissing() throws {
    var reader = try CSVReader(
      Array("a\n1\n".utf8), name: "f.csv", columns: ["a"], optional: ["b"])
    let row = try #require(try reader.next())
    #expect(row[1] == "")
    #expect(throws: Failure.self) { try row.text(1) }
  }

  @Test func whatIsWrittenReadsBack() throws {
    let fields = ["plain", "com,ma", "qu\"ote", "line\nfeed", "\r", "", " space ", "é+ü"]
    var writer = CSVWriter(header: ["a", "b"])
    for field in fields { writer.add([field, "x"]) }
    #expect(try rows(writer.text, columns: ["a", "b"]).map { $0[0] } == fields)
    var alone = CSVWriter(header: ["a"])
    for field in fields { alone.add([field]) }
    #expect(try rows(alone.text, columns: ["a"]).map { $0[0] } == fields)
  }

  /// Every message names the file and the line of the mistake.
  @Test(arguments: [
    ("", 1, "empty"), ("\n\n", 3, "empty"), ("b\n1\n", 1, "“a”"), ("a,a\n", 1, "twice"),
    ("a\n1\n2,3\n", 3, "2 fields"), ("a,b\n1\n", 2, "1 field "), ("a\nx\"y\n", 2, "quote"),
    ("a\n\"x\"y\n", 2, "closing"), ("a\n1\n\"x\n\n", 3, "never closed"),
    ("a\n\n12345678901\n", 3, "more than 10 bytes"),
    ("a\n\"1234567890\"\n", 2, "more than 10 bytes"),
  ])
  func mistakesAreNamedWithTheirLine(text: String, line: Int, words: String) {
    let failure = #expect(throws: Failure.self) { try rows(text, columns: ["a"]) }
    #expect(failure?.code == .data)
    #expect(failure?.message.hasPrefix("f.csv, line \(line): ") == true)
    #expect(failure?.message.contains(words) == true)
  }

  @Test func textHasToBeUTF8() {
    #expect(throws: Failure.self) {
      var reader = try CSVReader([0x61, 0x0A, 0xFF, 0x0A], name: "f.csv", columns: ["a"])
      _ = try reader.next()
    }
  }

  @Test func numbersAreFinite() throws {
    let rows = try rows("a\n-1.5e3\n\nx\nnan\ninf\n1e999\n", columns: ["a"])
    #expect(try rows[0].number(0) == -1500)
    for row in rows.dropFirst() {
      let failure = #expect(throws: Failure.self) { try row.number(0) }
      #expect(failure?.message.contains("line \(row.line)") == true)
    }
  }

  private func rows(_ text: String, columns: [String]) throws -> [CSVRow] {
    var limits = CSVReader.Limits()
    limits.fieldBytes = 10 + (columns.count - 1) * 90
    if !text.contains("1234567890") { limits.fieldBytes = 1000 }
    var reader = try CSVReader(
      Array(text.utf8), name: "f.csv", columns: columns, limits: limits)
    var rows: [CSVRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }
}
