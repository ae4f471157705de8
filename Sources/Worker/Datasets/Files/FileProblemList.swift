internal import Documents

/// What was wrong with the files of a chunk's images, as a table beside the chunk; no table where
/// nothing was.
struct FileProblemList {
  private static let columns = ["place", "kind", "file", "detail", "image"]

  /// The problems, each with the place of its image in the chunk.
  private(set) var problems: [(place: Int, problem: FileProblem)] = []

  init() {}

  /// Reads the table at `path`; an empty list where there is none.
  init(reading path: String) throws(Failure) {
    guard Files.exists(path) else { return }
    var reader = try CSVReader(try Files.read(path), name: path, columns: Self.columns)
    while let row = try reader.next() {
      guard let place = Int(row[0]), let kind = FileProblem.Kind(rawValue: row[1]) else {
        throw row.failure("is damaged; empty the cache")
      }
      problems.append((place, FileProblem(kind, row[2], row[3], isImage: row[4] == "1")))
    }
  }

  mutating func add(_ found: [FileProblem], of place: Int) {
    problems += found.map { (place, $0) }
  }

  /// Writes the table, or removes an earlier one where there is nothing to write.
  func write(to path: String) throws(Failure) {
    guard !problems.isEmpty else { return Files.remove(path) }
    var writer = CSVWriter(header: Self.columns)
    for (place, problem) in problems {
      writer.add([
        String(place), problem.kind.rawValue, problem.file, problem.detail,
        problem.isImage ? "1" : "0",
      ])
    }
    try Files.write(writer.text, to: path)
  }
}
