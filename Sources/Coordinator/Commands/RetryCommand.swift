internal import Documents
internal import Service
internal import Terminal

/// `coordinator retry --failed`.
enum RetryCommand {
  static let command = Command(
    "retry", "Give the failed jobs of a run another chance.", section: "Runs",
    options: Connection.options + [
      .flag("failed", "All jobs that failed, with those that wait for them; required.")
    ],
    operands: [Operand("RUN", "An id, a unique prefix, or last.", default: "last")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    guard arguments.flag("failed") else {
      throw arguments.failure("say what to retry: --failed")
    }
    let run = try arguments.text("RUN")
    let reply = try Connection.require(arguments).ask("retry", ["run": .string(run)])
    Output.line(
      "\(reply["run"]?.text ?? ""): \(Format.count(reply["jobs"]?.integer ?? 0, "job")) once more")
    return .success
  }
}
