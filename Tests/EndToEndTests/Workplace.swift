internal import Documents
internal import Glibc
internal import Terminal
import TestSupport
internal import Testing

/// A folder for one test and all processes that were started from it.
final class Workplace {
  /// Marks the processes of this workplace, and those that they start.
  private static let mark = "TASKMAP_TEST_WORKPLACE"
  private let folder = TemporaryFolder()
  private var programs: [RunningProgram] = []

  /// A workplace with the tiny spec in it.
  init() throws {
    try Files.write(TinyMap.spec, to: spec)
  }

  deinit {
    for program in programs { program.kill() }
    for process in processes { Glibc.kill(process, SIGKILL) }
    _ = eventually(within: 2) { processes.isEmpty }
  }

  var path: String { folder.path }
  var spec: String { "\(path)/tiny.json" }
  var state: String { "\(path)/.taskmap" }

  /// Starts a program that is beside this test.
  ///
  /// - Parameter launcher: a program, with arguments, that becomes this one.
  func start(
    _ program: String, _ arguments: [String], environment: [String] = [],
    launcher: [String] = []
  ) throws -> RunningProgram {
    let running = try RunningProgram(
      launcher + ["\(Files.programFolder)/\(program)"] + arguments, in: path,
      environment: [
        "TASKMAP_ACCESS=", "TASKMAP_STATE=", "TASKMAP_CACHE=", "\(Self.mark)=\(path)",
      ] + environment)
    programs.append(running)
    return running
  }

  func coordinator(_ arguments: String..., environment: [String] = []) throws -> RunningProgram {
    try start("coordinator", arguments, environment: environment)
  }

  /// A worker with a cache of its own, by the state folder or an access file.
  func worker(
    _ name: String, _ arguments: String..., environment: [String] = [], launcher: [String] = []
  ) throws -> RunningProgram {
    try start(
      "worker",
      ["--connect", "--name", name, "--cache", "\(path)/cache-\(name)", "--slots", "1"]
        + ["--verbose"] + arguments, environment: environment, launcher: launcher)
  }

  /// Runs a command of the coordinator that has to succeed, and gives its output.
  @discardableResult
  func output(_ arguments: String..., status: Int32 = 0) throws -> String {
    let program = try start("coordinator", arguments)
    try #require(
      try program.end() == status, "\(arguments): \(program.output)\(program.errors)")
    return program.output
  }

  /// As `output`, read as JSON.
  func json(_ arguments: String...) throws -> JSON {
    let program = try start("coordinator", arguments + ["--json"])
    try #require(try program.end() == 0, "\(arguments): \(program.errors)")
    return try JSON(reading: program.output)
  }

  /// Starts a coordinator that goes on, and waits until it listens.
  func serve(_ arguments: String..., launcher: [String] = []) throws -> RunningProgram {
    Files.remove("\(state)/listening")
    let listen = arguments.contains("--listen") ? [] : ["--listen", "tcp://127.0.0.1:0"]
    let program = try start(
      "coordinator", ["serve"] + listen + arguments, launcher: launcher)
    try #require(
      eventually(within: 10) { program.errors.contains("listening at") || program.status != nil }
        && program.status == nil, "\(program.errors)")
    return program
  }

  /// Those of this workplace's processes that are alive.
  var processes: [Int32] {
    let wanted = Array("\(Self.mark)=\(path)".utf8)
    return Files.names(in: "/proc").compactMap { Int32($0) }.filter { process in
      guard let variables = try? Files.read("/proc/\(process)/environ") else { return false }
      return variables.split(separator: 0).contains { Array($0) == wanted }
    }
  }

  /// Those of the living processes that run the program `name`.
  func processes(called name: String) -> [Int32] {
    processes.filter { (try? Files.readText("/proc/\($0)/comm")) == "\(name)\n" }
  }

  /// What the run of the tiny spec has left for people.
  func map() throws -> TinyMap {
    let runs = Files.names(in: "\(state)/runs")
    let run = try #require(runs.first, "no run has left a folder")
    return try TinyMap(folder: "\(state)/runs/\(run)")
  }
}
