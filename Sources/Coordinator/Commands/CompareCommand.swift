internal import Documents
internal import Report
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// `coordinator compare RUN RUN|FILE`.
enum CompareCommand {
  static let command = Command(
    "compare", "Compare two maps: how alike are their affinities and their choices?",
    discussion: """
      Spearman's rank correlation of the sources of each target and of all cells, Mantel's
      statistic of the distances between sources, and the budgets at which the two maps choose
      different sources. Both maps are reduced to the first-order transfers, targets and sources
      that they share. Each is a run, or a CSV file with the columns sources,target,value.

      --json prints {"rows": [{"target", "sources", "spearman"}], "meanRowSpearman", "cellSpearman",
      "mantel", "mantelProbability", "choices": [{"budget", "comparable", "both", "onlyLeft",
      "onlyRight", "targets"}]}; what does not vary is null.
      """,
    section: "Results",
    options: [
      .value("permutations", "N", "Permutations of Mantel's test.", default: "999"),
      .value("seed", "S", "The seed of the permutations.", default: "0"),
      .value("budgets", "A...B", "Compare the choices at these; default: all whole budgets."),
    ] + TaxonomySettings.options + [.flag("json", "Print JSON.")],
    operands: [
      Operand("LEFT", "A run, or a file of affinities."),
      Operand("RIGHT", "What it is compared with: a run, or a file of affinities."),
    ],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let left = try input("LEFT", arguments).affinities
    let right = try MapNames.translated(
      input("RIGHT", arguments).affinities, to: left, aliases: TaskDictionary.names)
    if !right.renamed.isEmpty {
      let pairs = right.renamed.map { "\($0.from) as \($0.to)" }
      Output.error("note: read on the right side: \(pairs.joined(separator: ", "))\n")
    }
    let comparison = try AffinityComparison(
      left, right.table, permutations: try arguments.integer("permutations", in: 0...10_000_000),
      seed: UInt64(try arguments.integer("seed", in: 0...Int.max)))
    let choices = try choices(left, right.table, arguments)
    if arguments.flag("json") {
      Output.line(ComparisonText.json(comparison, choices).text())
    } else {
      Output.write(ComparisonText.text(comparison, choices, style: arguments.style.textStyle))
    }
    return .success
  }

  private static func input(_ name: String, _ arguments: Arguments) throws(Failure) -> MapInput {
    let text = try arguments.text(name)
    if Files.exists(text) { return try MapInput(affinities: text) }
    do throws(Failure) {
      return try MapInput(run: text, in: StateOption.folder(arguments))
    } catch {
      guard error.code == .missingInput else { throw error }
      throw Failure(.missingInput, "there is no file '\(text)', and as a run: \(error.message)")
    }
  }

  /// The sources that each side chooses, on the tasks that both have.
  private static func choices(
    _ left: TransferTable, _ right: TransferTable, _ arguments: Arguments
  ) throws(Failure) -> [ChoiceDifference] {
    var options = try TaxonomySettings.options(arguments)
    let targets = Set(left.targets).intersection(right.targets)
    let sources = Set(left.sources).intersection(right.sources)
    if options.targets == nil { options.targets = targets.sorted() }
    if options.sources == nil { options.sources = sources.sorted() }
    let problems = try [left, right].map { table throws(Failure) in
      try TaxonomyProblem(affinities: table, options: options)
    }
    let budgets = try TaxonomySettings.budgets(arguments, problems[0])
    let sides = try problems.map { problem throws(Failure) in
      try Computation.solve(problem, budgets: budgets)
    }
    return zip(sides[0], sides[1]).map(ChoiceDifference.init)
  }
}
