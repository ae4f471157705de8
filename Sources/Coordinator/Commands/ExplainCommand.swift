internal import Documents
internal import Journal
internal import Scheduling
internal import Service
internal import Terminal

/// `coordinator explain JOB`.
enum ExplainCommand {
  static let command = Command(
    "explain", "Say why a job is where it is.", section: "Runs",
    options: Connection.options + [.flag("json", "Print JSON.")],
    operands: [Operand("JOB", "A job's title in quotes, or the beginning of its identity.")],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let job = try arguments.text("JOB")
    let explanation: JSON
    if let client = try Connection.find(arguments) {
      explanation = try client.ask("explain", ["job": .string(job)])
    } else {
      let content = try JournalContent(path: try StateOption.folder(arguments).journal)
      let scheduler = Scheduler(restoring: content.snapshot, epoch: 0, at: Clock.now)
      explanation = try JobExplanation(scheduler).json(job)
    }
    Output.write(arguments.flag("json") ? explanation.text() + "\n" : text(explanation))
    return .success
  }

  private static func text(_ explanation: JSON) -> String {
    var lines = [
      "\(explanation["title"]?.text ?? "")  \(explanation["state"]?.text ?? "")",
      "identity: \(explanation["job"]?.text ?? "")",
      "attempt: \(explanation["attempt"]?.integer ?? 0), failures: "
        + "\(explanation["failures"]?.integer ?? 0), crashes: "
        + "\(explanation["crashes"]?.integer ?? 0)",
    ]
    for reason in explanation["because"]?.array ?? [] {
      lines.append("because: \(reason.text ?? "")")
    }
    if let checkpoint = explanation["checkpoint"]?.text {
      lines.append("checkpoint: \(checkpoint), from which the next attempt would go on")
    }
    for dependency in explanation["dependencies"]?.array ?? [] {
      lines.append(
        "needs: \(dependency["title"]?.text ?? "") (\(dependency["state"]?.text ?? ""))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
