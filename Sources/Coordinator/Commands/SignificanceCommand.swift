internal import Documents
internal import Report
internal import Taxonomy
internal import Terminal

/// `coordinator significance [RUN]`.
enum SignificanceCommand {
  static let command = Command(
    "significance", "Compare taxonomies with random ones that cost as much.",
    discussion: """
      Random means: as many random sources as the budget allows, its own network for a supervised
      target, and any transfer whose sources are there for every other target. Draws that leave a
      target without a transfer are drawn again. z is how many standard deviations the taxonomy
      lies above the mean of the random ones.

      --json prints {"seed", "budgets": [{"budget", "draws", "acceptance", "objective", "gain",
      "quality"}]}, each of the last three {"value", "mean", "deviation", "low", "high",
      "percentile", "z"} or null.
      """,
    section: "Results",
    options: [
      .value("draws", "N", "Random taxonomies per budget.", default: "300"),
      .value("seed", "S", "The seed of the draws.", default: "0"),
      .value("budget", "N", "This budget only."),
      .value("budgets", "A...B", "All whole budgets in a range; default: all."),
    ] + TaxonomySettings.options + MapInput.options + [.flag("json", "Print JSON.")],
    operands: [MapInput.operand],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let draws = try arguments.integer("draws", in: 1...10_000_000)
    let seed = UInt64(try arguments.integer("seed", in: 0...Int.max))
    let input = try MapInput(arguments)
    let problem = try input.problem(try TaxonomySettings.options(arguments))
    input.noteIgnoredRows(of: problem)
    let levels = try levels(problem, try budgets(arguments, problem), draws, seed)
    guard !levels.isEmpty else {
      throw Failure(.data, "no budget has a taxonomy to compare; see 'coordinator taxonomy'")
    }
    if arguments.flag("json") {
      Output.line(
        JSON.object([
          .init("seed", .number(Double(seed))), .init("budgets", .array(levels.map(\.json))),
        ]).text())
    } else {
      Output.write(SignificanceText.table(levels, style: arguments.style.textStyle))
    }
    return .success
  }

  private static func budgets(
    _ arguments: Arguments, _ problem: TaxonomyProblem
  ) throws(Failure) -> [Double] {
    guard let budget = try arguments.decimalIfGiven("budget", in: 0...) else {
      return try TaxonomySettings.budgets(arguments, problem)
    }
    guard !arguments.isGiven("budgets") else {
      throw arguments.failure("name --budget or --budgets, not both")
    }
    return [budget]
  }

  private static func levels(
    _ problem: TaxonomyProblem, _ budgets: [Double], _ draws: Int, _ seed: UInt64
  ) throws(Failure) -> [ChanceLevel] {
    var levels: [ChanceLevel] = []
    for budget in budgets {
      let problem = problem.with(budget: budget)
      let taxonomy = try Computation.perform("solving the taxonomy") {
        try TaxonomySolver.solve(problem)
      }
      guard taxonomy.status == .optimal else {
        Output.error(
          "note: budget \(Format.decimal(budget, 2)): \(taxonomy.reason ?? "no taxonomy")\n")
        continue
      }
      do throws(Failure) {
        let significance = try Computation.perform("drawing random taxonomies") {
          try Significance(of: taxonomy, for: problem, draws: draws, seed: seed)
        }
        levels.append(ChanceLevel(budget: budget, significance: significance))
      } catch {
        guard error.code == .data else { throw error }
        Output.error("note: budget \(Format.decimal(budget, 2)): \(error.message)\n")
      }
    }
    return levels
  }
}
