internal import Documents
internal import JobGraph
internal import Journal
internal import Scheduling
internal import Service
internal import TaskSpace
internal import Terminal

/// `coordinator plan SPEC`.
enum PlanCommand {
  static let command = Command(
    "plan", "Show what a spec would run, without running it.", section: "Runs",
    options: [
      .value("set", "KEY=VALUE", "Change a setting of the spec.", isRepeated: true),
      .flag("json", "Print JSON."),
    ],
    operands: [Operand("SPEC", "The job spec.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let spec = try SpecFile.read(
      try arguments.text("SPEC"), settings: arguments.texts("set"))
    let folder = try StateOption.folder(arguments)
    let plan = MapPlan(spec, known: try known(folder))
    Output.write(arguments.flag("json") ? plan.json.text() + "\n" : text(plan, arguments.style))
    return .success
  }

  /// The jobs whose results the state folder has.
  private static func known(_ folder: StateFolder) throws(Failure) -> Set<Digest> {
    guard Files.exists(folder.journal) else { return [] }
    let content = try JournalContent(path: folder.journal)
    return Set(
      content.snapshot.jobs.filter { $0.state == .succeeded }.map(\.job.identity))
  }

  private static func text(_ plan: MapPlan, _ style: Style) -> String {
    var table = Table(["kind", .init("jobs", .right), .init("already there", .right)])
    for row in plan.rows {
      table.add([
        row.kind.rawValue, Format.count(row.jobs), Format.count(row.known),
      ])
    }
    let spec = plan.spec
    return """
      \(style.bold(DisplayText.withoutEscapes(spec.name))): \(spec.tasks.count) tasks, \(spec.sources.count) sources, \
      \(spec.targets.count) targets, transfers up to order \(spec.maximumOrder)
      data: \(spec.data.kind.rawValue), \(Format.count(spec.data.count(.train))) images to train, \
      \(Format.count(spec.data.count(.transfer))) to transfer, \
      \(Format.count(spec.data.count(.test))) to test, \(spec.data.size) px
      \(table.text(width: Screen.output.columns, style: style))
      \(Format.count(plan.jobs)) jobs, \(Format.count(plan.known)) of them already there; \
      higher orders count as many as the rankings will add at most

      """
  }
}
