internal import Documents
internal import Glibc
internal import Journal
internal import Service
internal import TaskSpace
internal import Terminal

/// `coordinator status [RUN]`.
enum StatusCommand {
  static let command = Command(
    "status", "Show how far a run is.",
    section: "Runs",
    options: Connection.options + [
      .flag("watch", "Go on showing it until it ends."), .flag("json", "Print JSON."),
    ],
    operands: [Operand("RUN", "An id, a unique prefix, or last.", default: "last")],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let run = try arguments.text("RUN")
    guard let client = try Connection.find(arguments) else {
      return try showKept(run, arguments)
    }
    let status = try client.ask("status", ["run": .string(run)])
    guard arguments.flag("watch"), !RunFollower.hasEnded(status) else {
      show(status, arguments)
      return .success
    }
    let interruption = Interruption()
    let follower = RunFollower(
      client, run: status["run"]?.text ?? run, isJSON: arguments.flag("json"))
    guard let end = try follower.follow(until: { interruption.request != nil }) else {
      return interruption.status
    }
    if !arguments.flag("json") { show(end.status, arguments) }
    return .success
  }

  /// Without a coordinator: what the journal says.
  private static func showKept(
    _ text: String, _ arguments: Arguments
  ) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    let runs = try RunSummary.all(path: folder.journal)
    let id = try RunSelector.find(text, among: runs.map(\.id))
    guard let run = runs.first(where: { $0.id == id }) else {
      throw Failure(.missingInput, "there is no run '\(id)'")
    }
    show(KeptStatus(run).json(folder: folder.run(id)), arguments)
    return .success
  }

  private static func show(_ status: JSON, _ arguments: Arguments) {
    if arguments.flag("json") {
      Output.line(status.text())
    } else {
      Output.write(StatusText(status, arguments.style).text)
    }
  }
}
