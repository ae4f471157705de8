internal import Documents
internal import Glibc
internal import Terminal
import TestSupport

/// The real program `worker`, started by a test.
final class WorkerProcess {
  let child: ChildProcess
  private let output: String

  /// Starts it with `arguments`; its standard error goes to a file in `folder`.
  init(_ arguments: [String], in folder: String) throws {
    output = "\(folder)/output-\(UInt32.random(in: 0 ... .max))"
    child = try ChildProcess.start(
      "\(Files.programFolder)/worker", arguments, environment: ["TASKMAP_ACCESS="],
      output: .file(output))
  }

  deinit {
    if child.poll() == nil {
      child.kill()
      child.wait()
    }
  }

  /// What it has printed.
  var text: String { (try? Files.readText(output)) ?? "" }

  func interrupt() { kill(child.identifier, SIGINT) }
}

extension ModelCoordinator {
  /// A worker that finds this coordinator.
  func startWorker(_ arguments: String...) throws -> WorkerProcess {
    try WorkerProcess(
      ["--access", accessPath, "--cache", cachePath, "--slots", "2", "--verbose"] + arguments,
      in: folder.path)
  }
}
