internal import Documents
internal import Report
internal import Service
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// `coordinator taxonomy [RUN]`.
enum TaxonomyCommand {
  static let command = Command(
    "taxonomy", "Say which tasks to supervise under a budget, and what each target gets.",
    discussion: """
      Works on a run, finished or not, or on affinities from anywhere. Without a budget it prints a
      table of all whole budgets.
      """,
    section: "Results",
    options: [
      .value("budget", "N", "How much supervision may cost; a source costs 1."),
      .value("max-order", "K", "The most sources of a transfer."),
      .value("targets", "A,B", "Only these targets."),
      .value("sources", "A,B", "Only these sources."),
      .value("importance", "T=2,U=0.5", "How much targets count; default: 1 each."),
      .value("cost", "S=0.25,...", "What sources cost; default: 1 each."),
      .value(
        "value", "KIND", "What is added up: the affinity or its square root.",
        default: "affinity", choices: ["affinity", "sqrt"]),
      .value(
        "mode", "KIND", "Whether a supervised target may still take a better transfer.",
        default: "free", choices: ["free", "exclusive"]),
      .flag("without-retrained", "Leave out transfers from a target's own encoder."),
      .value("affinities", "FILE", "A CSV with columns sources,target,value, instead of a run."),
      .value("gain", "FILE", "The gains that belong to --affinities."),
      .value("quality", "FILE", "The qualities that belong to --affinities."),
      .flag("json", "Print JSON."),
    ],
    operands: [Operand("RUN", "An id, a unique prefix, or last.", default: "last")],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let map = try map(arguments)
    var options = try options(arguments)
    guard let budget = try arguments.decimalIfGiven("budget", in: 0...1e9) else {
      let taxonomies = try map.taxonomies(options)
      if arguments.flag("json") {
        Output.line(JSON.object([.init("solutions", .array(taxonomies.map(\.json)))]).text())
      } else {
        Output.line(TaxonomyText.overview(taxonomies, style: arguments.style.textStyle))
      }
      return .success
    }
    options.budget = budget
    let taxonomy: Taxonomy
    do {
      taxonomy = try TaxonomySolver.solve(map.problem(options))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.software, "solving the taxonomy: \(error)")
    }
    Output.line(
      arguments.flag("json")
        ? taxonomy.json.text()
        : TaxonomyText.details([taxonomy], style: arguments.style.textStyle))
    return taxonomy.status == .optimal ? .success : .incomplete
  }

  private static func map(_ arguments: Arguments) throws(Failure) -> PublishedMap {
    if let path = arguments.textIfGiven("affinities") {
      return try PublishedMap(
        affinities: path, gain: arguments.textIfGiven("gain"),
        quality: arguments.textIfGiven("quality"))
    }
    for name in ["gain", "quality"] where arguments.isGiven(name) {
      throw arguments.failure("--\(name) belongs to --affinities; name both")
    }
    return try RunResultsReader(StateOption.folder(arguments))
      .map(of: try arguments.text("RUN"))
  }

  private static func options(_ arguments: Arguments) throws(Failure) -> TaxonomyOptions {
    var options = TaxonomyOptions(budget: 0)
    options.maxOrder = try arguments.integerIfGiven("max-order", in: 1...1_000)
    if arguments.isGiven("targets") { options.targets = try arguments.list("targets") }
    if arguments.isGiven("sources") { options.sources = try arguments.list("sources") }
    options.importances = try weights(arguments, "importance")
    options.costs = try weights(arguments, "cost")
    options.value = try arguments.text("value") == "sqrt" ? .sqrt : .affinity
    options.mode = try arguments.text("mode") == "exclusive" ? .exclusive : .free
    options.allowsRetrained = !arguments.flag("without-retrained")
    options.aliases = TaskDictionary.all.map { [$0.name] + $0.aliases }
    return options
  }

  private static func weights(
    _ arguments: Arguments, _ name: String
  ) throws(Failure) -> [String: Double] {
    var weights: [String: Double] = [:]
    for pair in try arguments.decimalPairs(name) {
      guard pair.value >= 0, pair.value.isFinite else {
        throw arguments.failure("--\(name) \(pair.name): must not be negative")
      }
      guard weights.updateValue(pair.value, forKey: pair.name) == nil else {
        throw arguments.failure("--\(name) names \(pair.name) twice")
      }
    }
    return weights
  }
}
