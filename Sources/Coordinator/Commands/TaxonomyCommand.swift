internal import Documents
internal import Report
internal import Service
internal import Taxonomy
internal import Terminal

/// `coordinator taxonomy [RUN]`.
enum TaxonomyCommand {
  static let command = Command(
    "taxonomy", "Say which tasks to supervise under a budget, and what each target gets.",
    discussion: """
      Works on a run, finished or not, or on affinities or losses from anywhere. With --budget it
      answers in sentences, names the next best choices and, where the losses are known, says how
      sure it is. Without, it prints a table of all whole budgets.

      Names are those of the file or run; other names of the dictionary's tasks are understood
      where the file lacks the name. Where no taxonomy is feasible, it says why and ends with
      status 1. A file named - is standard output.

      --json prints {"status", "reason", "objective", "budget", "sources", "transfers": [{"target",
      "sources", "value", "gain", "quality"}], "meanGain", "meanQuality"}, without --budget
      {"solutions": [...]} of these. What is not known is null; a supervised target has the sources
      ["self"]. --alternatives adds "alternatives" (the same, with "loss"), --resamples
      "stability": {"resamples", "sources": [{"name", "share"}], "objective": {"low", "high"}},
      --labels-source "labels": {"full", "sources", "transfers", "saved", "quality", "interval"},
      and a run that lacks results "unfinished": {"run", "state", "targets"}.
      """,
    section: "Results",
    options: [
      .value("budget", "N", "How much supervision may cost; a source costs 1."),
      .value("budgets", "A...B", "All whole budgets in a range, like 1...26."),
    ] + TaxonomySettings.options + MapInput.options + [
      .value("alternatives", "N", "How many of the next best choices to name; default: 3."),
      .value(
        "resamples", "N", "Resamples of the test images that say how sure it is; default: 100."),
      .value("seed", "S", "The seed of the resamples.", default: "0"),
    ] + LabelCounts.options + [
      .flag("json", "Print JSON."),
      .value("lp", "FILE", "Write the problem for other solvers (CPLEX LP format)."),
      .value("dot", "FILE", "Write the graph for Graphviz."),
      .value("svg", "FILE", "Write a drawing of the graph."),
    ],
    operands: [MapInput.operand],
    run: run)

  private static let documents = ["lp", "dot", "svg"]

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let budget = try arguments.decimalIfGiven("budget", in: 0...)
    try check(arguments, hasBudget: budget != nil)
    let asksHowSure = !arguments.flag("json") || arguments.isGiven("resamples")
    let input = try MapInput(
      arguments, needsLosses: budget != nil && (asksHowSure || arguments.isGiven("alternatives")))
    var options = try TaxonomySettings.options(arguments)
    options.budget = budget ?? 0
    let problem = try input.problem(options)
    input.noteIgnoredRows(of: problem)
    let gaps = input.analysis.flatMap { RunGaps($0) }
    for sentence in gaps?.sentences ?? [] { Output.error("note: \(sentence)\n") }
    if budget == nil { return try overview(arguments, problem) }
    return try TaxonomyAnswer(input, problem, arguments).show()
  }

  private static func check(_ arguments: Arguments, hasBudget: Bool) throws(Failure) {
    if hasBudget, arguments.isGiven("budgets") {
      throw arguments.failure("name --budget or --budgets, not both")
    }
    for name in documents + ["alternatives"] where arguments.isGiven(name) && !hasBudget {
      throw arguments.failure("--\(name) belongs to one taxonomy; name its --budget")
    }
    let toOutput = documents.filter { arguments.textIfGiven($0) == "-" }
    if toOutput.count + (arguments.flag("json") ? 1 : 0) > 1 {
      throw arguments.failure("standard output has room for one of --json, --lp, --dot and --svg")
    }
  }

  private static func overview(
    _ arguments: Arguments, _ problem: TaxonomyProblem
  ) throws(Failure) -> ExitStatus {
    let budgets = try TaxonomySettings.budgets(arguments, problem)
    let taxonomies = try Computation.solve(problem, budgets: budgets)
    if arguments.flag("json") {
      Output.line(JSON.object([.init("solutions", .array(taxonomies.map(\.json)))]).text())
    } else {
      Output.write(TaxonomyText.overview(taxonomies, style: arguments.style.textStyle))
    }
    return taxonomies.contains { $0.status == .optimal } ? .success : .incomplete
  }
}
