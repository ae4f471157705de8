internal import Documents

/// Tables: the fields of every row that can be read are written and read again as they were.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard
    var reader = try? CSVReader(bytes, name: "table", columns: ["a", "b"], optional: ["c"])
  else { return 0 }
  while let row = try? reader.next() {
    let fields = (0..<3).map { row[$0] }
    let columns = ["a", "b", "c"]
    var writer = CSVWriter(header: columns)
    writer.add(fields)
    guard var again = try? CSVReader(Array(writer.text.utf8), name: "again", columns: columns),
      let same = try? again.next()
    else { preconditionFailure("a written row cannot be read") }
    precondition((0..<3).map { same[$0] } == fields, "a row changed")
  }
  return 0
}
