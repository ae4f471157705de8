internal import Documents
internal import Glibc
internal import Terminal
import Testing

/// Runs of the real program `coordinator` in a folder of its own, removed afterwards.
final class Program {
  /// What one run printed, and how it ended.
  struct Outcome {
    let status: Int32
    /// Standard output.
    let output: String
    /// Standard error.
    let errors: String

    /// Standard output, read as JSON.
    func json() throws -> JSON { try JSON(reading: output) }
  }

  let folder: String

  init() {
    var template = Array("/tmp/taskmap-commands-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "the folder for temporary files is writable")
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(folder) }

  /// Runs `coordinator` with these arguments.
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  /// Runs `coordinator` with these arguments.
  func run(_ arguments: [String]) throws -> Outcome {
    let name = UInt32.random(in: 0 ... .max)
    let (output, errors) = ("\(folder)/\(name).out", "\(folder)/\(name).err")
    // A shell keeps the two streams apart; arguments are passed to it, never parsed by it.
    let child = try ChildProcess.start(
      "/bin/sh",
      ["-c", "exec \"$0\" \"$@\" > '\(output)' 2> '\(errors)'"]
        + ["\(Files.programFolder)/coordinator"] + arguments,
      environment: ["TASKMAP_STATE=\(folder)/state"])
    let status = child.wait().number
    return Outcome(
      status: status, output: try Files.readText(output), errors: try Files.readText(errors))
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ content: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Files.write(Array(content.utf8), to: path, isDurable: false)
    return path
  }

  private static func remove(_ path: String) {
    for name in Files.names(in: path) { remove("\(path)/\(name)") }
    if rmdir(path) != 0 { unlink(path) }
  }
}
