internal import Documents
internal import Glibc
internal import Terminal
internal import Testing

/// One of the real programs at work, started by a test.
final class RunningProgram {
  private let child: ChildProcess
  private let outputPath: String
  private let errorPath: String

  /// Starts `words`, a program's path and its arguments, in `folder`.
  init(_ words: [String], in folder: String, environment: [String]) throws {
    let name = UInt64.random(in: .min ... .max)
    outputPath = "\(folder)/.out-\(name)"
    errorPath = "\(folder)/.err-\(name)"
    // The shell is replaced by the program: the process is the program's own.
    let script = #"cd "$1" && out=$2 err=$3 && shift 3 && exec "$@" >"$out" 2>"$err""#
    child = try ChildProcess.start(
      "/bin/sh", ["-c", script, "sh", folder, outputPath, errorPath] + words,
      environment: environment)
  }

  /// What it has printed on standard output.
  var output: String { (try? Files.readText(outputPath)) ?? "" }
  /// What it has printed on standard error.
  var errors: String { (try? Files.readText(errorPath)) ?? "" }
  /// Its exit status; nil while it runs.
  var status: Int32? { child.poll()?.number }

  /// Waits for its end, but not for ever.
  @discardableResult
  func end(within seconds: Double = 120) throws -> Int32 {
    try #require(eventually(within: seconds) { status != nil }, "still at work:\n\(errors)")
    return try #require(status)
  }

  func send(_ signal: Int32) {
    if status == nil { _ = Glibc.kill(child.identifier, signal) }
  }

  /// Ends it without a chance to say good-bye, and waits for that.
  func kill() {
    guard status == nil else { return }
    child.kill()
    child.wait()
  }
}

/// Whether `condition` becomes true within `seconds`; looks every 10 ms.
func eventually(within seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
  var left = seconds
  while try !condition() {
    guard left > 0 else { return false }
    usleep(10_000)
    left -= 0.01
  }
  return true
}
