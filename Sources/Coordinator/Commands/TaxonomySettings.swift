internal import Documents
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// The options that say what is asked of a taxonomy, the same for every command.
enum TaxonomySettings {
  static let options: [Option] = [
    .value("max-order", "K", "The most sources of a transfer; default: any."),
    .value("targets", "A,B", "Only these targets."),
    .value("sources", "A,B", "Only these sources."),
    .value("importance", "T=2,U=0.5", "How much targets count; default: 1 each."),
    .value(
      "cost", "S=0.25,...", "What sources cost; default: 1 each, as in the paper, random too."),
    .value(
      "value", "KIND", "What is added up: the affinity or its square root.",
      default: "affinity", choices: ["affinity", "sqrt"]),
    .value(
      "mode", "KIND", "Whether a supervised target may still take a better transfer.",
      default: "free", choices: ["free", "exclusive"]),
    .flag("without-retrained", "Leave out transfers from a target's own encoder."),
  ]

  /// The problem's options; the budget is to be set.
  static func options(_ arguments: Arguments) throws(Failure) -> TaxonomyOptions {
    var options = TaxonomyOptions(budget: 0)
    options.maxOrder = try arguments.integerIfGiven("max-order", in: 1...1_000_000)
    if arguments.isGiven("targets") { options.targets = try arguments.list("targets") }
    if arguments.isGiven("sources") { options.sources = try arguments.list("sources") }
    options.importances = try weights(arguments, "importance")
    options.costs = try weights(arguments, "cost")
    options.value = try arguments.text("value") == "sqrt" ? .sqrt : .affinity
    options.mode = try arguments.text("mode") == "exclusive" ? .exclusive : .free
    options.allowsRetrained = !arguments.flag("without-retrained")
    options.aliases = TaskDictionary.names
    return options
  }

  private static func weights(
    _ arguments: Arguments, _ name: String
  ) throws(Failure) -> [String: Double] {
    var weights: [String: Double] = [:]
    for pair in try arguments.decimalPairs(name, in: 0...) { weights[pair.name] = pair.value }
    return weights
  }

  /// The whole budgets of `--budgets A...B`; those up to what all sources cost where it is not
  /// given.
  static func budgets(
    _ arguments: Arguments, _ problem: TaxonomyProblem
  ) throws(Failure) -> [Double] {
    guard let text = arguments.textIfGiven("budgets") else { return problem.wholeBudgets }
    guard let dots = text.firstRange(of: "..."), let first = Int(text[..<dots.lowerBound]),
      let last = Int(text[dots.upperBound...]), (0...1_000_000).contains(first),
      first <= last, last - first < 10_000
    else {
      throw arguments.failure("--budgets is a range of whole numbers like 1...26, not '\(text)'")
    }
    return (first...last).map(Double.init)
  }
}
