internal import Documents
internal import Journal
internal import Service
internal import Terminal

/// `coordinator runs`.
enum RunsCommand {
  static let command = Command(
    "runs", "List all runs, oldest first.", section: "Runs",
    options: Connection.options + [.flag("json", "Print JSON, an array.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let runs = try list(arguments)
    if arguments.flag("json") {
      Output.line(runs.text())
      return .success
    }
    let rows = runs.array ?? []
    guard !rows.isEmpty else {
      Output.line("there is no run yet")
      return .success
    }
    var table = Table(["run", "state", .init("done", .right), .init("jobs", .right)])
    for run in rows {
      table.add([
        run["run"]?.text ?? "", run["state"]?.text ?? "",
        Format.count(run["done"]?.integer ?? 0), Format.count(run["jobs"]?.integer ?? 0),
      ])
    }
    Output.write(table.text(width: Screen.output.columns, style: arguments.style) + "\n")
    return .success
  }

  private static func list(_ arguments: Arguments) throws(Failure) -> JSON {
    if let client = try Connection.find(arguments) { return try client.ask("runs") }
    let index = try RunIndex(path: try StateOption.folder(arguments).journal)
    return .array(
      index.ids.compactMap { id in
        guard let state = index.states[id], let count = index.counts[id] else { return nil }
        return StatusReport.line(
          run: id, name: count.name, state: state, jobs: count.jobs, done: count.done)
      })
  }
}
