internal import Documents
internal import JobGraph
internal import TaskSpace
internal import Terminal

/// `coordinator plan SPEC`.
enum PlanCommand {
  static let command = Command(
    "plan", "Show what a spec would run, without running it.", section: "Runs",
    options: [
      .value("set", "KEY=VALUE", "Change a setting of the spec.", isRepeated: true),
      .value(
        "hardware", "NAME", "Hours on this machine only.",
        choices: Hardware.assumed.map(\.name)),
      .flag("json", "Print JSON."),
    ],
    operands: [Operand("SPEC", "The job spec.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let spec = try SpecFile.read(
      try arguments.text("SPEC"), settings: arguments.texts("set"))
    let past = try PastWork(try StateOption.folder(arguments))
    let plan = MapPlan(spec, known: past.known)
    var hardware = Hardware.assumed
    if let name = arguments.textIfGiven("hardware") {
      hardware = hardware.filter { $0.name == name }
    } else {
      hardware = past.measured + hardware
    }
    Output.write(
      arguments.flag("json")
        ? plan.json(hardware: hardware).text() + "\n" : text(plan, hardware, arguments.style))
    return .success
  }

  private static func text(_ plan: MapPlan, _ hardware: [Hardware], _ style: Style) -> String {
    let spec = plan.spec
    return """
      \(style.bold(DisplayText.withoutEscapes(spec.name))): \(spec.tasks.count) tasks, \(spec.sources.count) sources, \
      \(spec.targets.count) targets, transfers up to order \(spec.maximumOrder)
      data: \(spec.data.kind.rawValue), \(Format.count(spec.data.count(.train))) images to train, \
      \(Format.count(spec.data.count(.transfer))) to transfer, \
      \(Format.count(spec.data.count(.test))) to test, \(spec.data.size) px
      \(jobTable(plan).text(width: Screen.output.columns, style: style))
      \(Format.count(plan.jobs, "job")), \(Format.count(plan.known)) of them already there; \
      higher orders count as many as the rankings will add at most
      arithmetic, bytes and memory are of the jobs that are still to be done

      \(hourTable(plan, hardware).text(width: Screen.output.columns, style: style))
      arithmetic alone, at full use: rendering, reading and waiting come on top

      """
  }

  private static func jobTable(_ plan: MapPlan) -> Table {
    var table = Table([
      "kind", .init("jobs", .right), .init("already there", .right),
      .init("multiply-adds", .right), .init("data read", .right),
      .init("representations", .right), .init("artifacts", .right), .init("memory a job", .right),
    ])
    for row in plan.rows {
      table.add([
        row.kind.rawValue, Format.count(row.jobs), Format.count(row.known),
        row.cost.multiplyAdds > 0 ? Format.scaled(row.cost.multiplyAdds) : "",
        bytes(row.cost.dataBytes), bytes(row.cost.representationBytes),
        bytes(row.cost.artifactBytes), bytes(row.cost.memory),
      ])
    }
    return table
  }

  private static func bytes(_ count: Double) -> String {
    count > 0 ? Format.bytes(Int(min(count, 9e18))) : ""
  }

  private static func hourTable(_ plan: MapPlan, _ hardware: [Hardware]) -> Table {
    var table = Table(["hardware", .init("hours", .right), "what it is"])
    let work = plan.cost.multiplyAdds
    for machine in hardware {
      let hours = machine.hours(work)
      table.add([
        machine.name, hours < 10 ? Format.decimal(hours, 2) : Format.count(Int(hours)),
        machine.summary,
      ])
    }
    return table
  }
}
