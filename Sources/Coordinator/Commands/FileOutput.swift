internal import Documents
internal import Terminal

/// Writes a document to where an option says: a file, or standard output for `-`.
enum FileOutput {
  /// Whether one of these options sends its document to standard output.
  static func takesStandardOutput(_ arguments: Arguments, _ options: [String]) -> Bool {
    options.contains { arguments.textIfGiven($0) == "-" }
  }

  /// Writes `document` where the option is given.
  static func write(
    _ arguments: Arguments, _ option: String, _ document: () throws(Failure) -> String
  ) throws(Failure) {
    guard let path = arguments.textIfGiven(option) else { return }
    guard !path.isEmpty else { throw arguments.failure("--\(option) needs the name of a file") }
    let text = try document()
    if path == "-" {
      Output.write(text)
    } else {
      try Files.write(text, to: path)
    }
  }
}
