internal import Documents
internal import Service
internal import Terminal

/// `coordinator cancel RUN`.
enum CancelCommand {
  static let command = Command(
    "cancel", "Cancel a run; what other runs want goes on.", section: "Runs",
    options: Connection.options + [
      .value("reason", "TEXT", "Why, for those who ask later.")
    ],
    operands: [Operand("RUN", "An id, a unique prefix, or last.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    var body: [JSON.Member] = [.init("run", .string(try arguments.text("RUN")))]
    if let reason = arguments.textIfGiven("reason") {
      body.append(.init("reason", .string(reason)))
    }
    let reply = try Connection.require(arguments).ask("cancel", .object(body))
    Output.line("cancelled \(reply["run"]?.text ?? "")")
    return .success
  }
}
