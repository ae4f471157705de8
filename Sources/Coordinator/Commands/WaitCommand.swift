internal import Documents
internal import Journal
internal import Scheduling
internal import Service
internal import TaskSpace
internal import Terminal

/// `coordinator wait RUN`.
enum WaitCommand {
  static let command = Command(
    "wait", "Wait until a run ends: exit status 0 complete, 1 incomplete, 130 cancelled.",
    section: "Runs", options: Connection.options,
    operands: [Operand("RUN", "An id, a unique prefix, or last.", default: "last")],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let text = try arguments.text("RUN")
    guard let client = try Connection.find(arguments) else {
      return try kept(text, arguments)
    }
    let status = try client.ask("status", ["run": .string(text)])
    let interruption = Interruption()
    let follower = RunFollower(
      client, run: status["run"]?.text ?? text, isJSON: false, isQuiet: true)
    return try follower.follow { interruption.request != nil }?.exitStatus
      ?? interruption.status
  }

  /// Without a coordinator a run that is not over would never end.
  private static func kept(_ text: String, _ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    let runs = try RunSummary.all(path: folder.journal)
    let id = try RunSelector.find(text, among: runs.map(\.id))
    switch runs.first(where: { $0.id == id })?.state {
    case .complete: return .success
    case .incomplete: return .incomplete
    case .cancelled: return .interrupted
    case .active, nil:
      throw Failure(
        .unavailable,
        "the run \(id) is not over, and no coordinator is using \(folder.path); submit its spec "
          + "again to go on")
    }
  }
}
