internal import Documents
internal import Peers
internal import Service
internal import Simulation
internal import Terminal

/// `coordinator simulate`.
enum SimulateCommand {
  /// The most failing seeds that are made smaller and shown.
  private static let shown = 3

  static let command = Command(
    "simulate", "Try the coordinator out on simulated clusters full of faults.",
    discussion: """
      The real scheduler, journal and conversation with workers run on simulated networks, disks
      and clocks, each time with other faults, all of it from one seed. The same seed always takes
      the same course. A seed that goes wrong is made smaller and shown, with how to see it again.
      """,
    section: "Cluster",
    options: [
      .value("seeds", "N", "How many seeds to try; 1000, or 1 with --seed."),
      .value("seed", "S", "The first seed.", default: "0"),
      .value(
        "bug", "NAME", "Make a mistake on purpose, to see that it is found.",
        choices: PlantedBug.allCases.map(\.rawValue)),
      .flag("trace", "Print all that happens."),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let first = try arguments.integer("seed", in: 0...Int.max / 2)
    let count =
      try arguments.integerIfGiven("seeds", in: 1...Int.max / 2)
      ?? (arguments.isGiven("seed") ? 1 : 1_000)
    let bug = arguments.textIfGiven("bug").flatMap(PlantedBug.init)
    var wrong = 0
    let start = Clock.now
    for seed in first..<first + count {
      CrashedSeed.watch(seed)
      let verdict = Simulation.run(
        Scenario(seed: UInt64(seed), bug: bug), isTracing: arguments.flag("trace"))
      for line in verdict.trace { Output.line(line) }
      guard !verdict.isRight else { continue }
      wrong += 1
      if wrong <= shown { show(verdict) }
    }
    let seconds = max(Double(Clock.now - start) / 1_000, 0.001)
    Output.line(
      "\(Format.count(count, "seed")) in \(Format.decimal(seconds, 1)) s, "
        + "\(Format.decimal(Double(count) / seconds, 0)) a second: "
        + (wrong == 0 ? "all went right" : "\(Format.count(wrong)) went wrong"))
    return wrong == 0 ? .success : .incomplete
  }

  private static func show(_ verdict: Simulation.Verdict) {
    let small = Simulation.shrink(verdict.scenario)
    Output.line("seed \(verdict.scenario.seed) went wrong:")
    for violation in verdict.violations { Output.line("  \(violation)") }
    Output.line("  with \(verdict.scenario.summary)")
    Output.line("  made smaller: \(small.scenario.summary)")
    for violation in small.violations { Output.line("    \(violation)") }
    Output.line("  see it again: coordinator simulate \(verdict.scenario.replay) --trace")
  }
}
