internal import Documents
internal import Report
internal import Service
internal import Taxonomy
internal import Terminal

/// The answer of `taxonomy --budget`: the best choice, the next best, and how sure it all is.
struct TaxonomyAnswer {
  private static let usualAlternatives = 3
  private static let usualResamples = 100

  private let input: MapInput
  private let problem: TaxonomyProblem
  private let arguments: Arguments

  init(_ input: MapInput, _ problem: TaxonomyProblem, _ arguments: Arguments) {
    self.input = input
    self.problem = problem
    self.arguments = arguments
  }

  /// Prints and writes what the command line asks for.
  func show() throws(Failure) -> ExitStatus {
    let taxonomy = try Computation.perform("solving the taxonomy") {
      try TaxonomySolver.solve(problem)
    }
    try writeDocuments(taxonomy)
    if arguments.flag("json") {
      Output.line(try document(taxonomy).text())
    } else if !FileOutput.takesStandardOutput(arguments, ["lp", "dot", "svg"]) {
      Output.write(try text(taxonomy))
    }
    return taxonomy.status == .optimal ? .success : .incomplete
  }

  private func writeDocuments(_ taxonomy: Taxonomy) throws(Failure) {
    let tasks = input.tasks
    try FileOutput.write(arguments, "lp") { LinearProgram(problem).text }
    try FileOutput.write(arguments, "dot") { TaxonomyDOT.text(taxonomy, tasks: tasks) }
    try FileOutput.write(arguments, "svg") { TaxonomyGraph.figure(taxonomy, tasks: tasks).svg }
  }

  private func text(_ taxonomy: Taxonomy) throws(Failure) -> String {
    var text = TaxonomyText.details([taxonomy], style: arguments.style.textStyle)
    guard taxonomy.status == .optimal else { return text }
    if let level = try saved(taxonomy) { text += "\n" + PolicyText.labels(level) }
    if let alternatives = try alternatives(to: taxonomy, Self.usualAlternatives) {
      text += "\n" + PolicyText.alternatives(alternatives)
    }
    if let stability = try stability(Self.usualResamples) {
      text += "\n" + PolicyText.stability(stability, of: taxonomy)
      if let losses = input.losses, losses.targets.contains(where: { $0.images.count == 1 }) {
        text += "A single test image has no other resample: this says nothing of such targets.\n"
      }
    }
    return text
  }

  /// The taxonomy, and what was asked for besides.
  private func document(_ taxonomy: Taxonomy) throws(Failure) -> JSON {
    var members = taxonomy.json.members ?? []
    guard taxonomy.status == .optimal else { return .object(members) }
    if let alternatives = try alternatives(to: taxonomy, 0) {
      members.append(
        .init("alternatives", .array(alternatives.alternatives.map(Self.json))))
    }
    if let stability = try stability(0) { members.append(.init("stability", stability.json)) }
    if arguments.isGiven("labels-source"), let level = try saved(taxonomy) {
      members.append(.init("labels", level.json))
    }
    if let gaps = input.analysis.flatMap({ RunGaps($0) }) {
      members.append(.init("unfinished", gaps.json))
    }
    return .object(members)
  }

  private static func json(_ alternative: Alternatives.Alternative) -> JSON {
    let members = alternative.taxonomy.json.members ?? []
    return .object([.init("loss", .number(alternative.loss))] + members)
  }

  // MARK: What belongs to it

  private func alternatives(
    to best: Taxonomy, _ usual: Int
  ) throws(Failure) -> Alternatives? {
    let count = try arguments.integerIfGiven("alternatives", in: 0...1_000) ?? usual
    guard count > 0 else { return nil }
    return try Computation.perform("looking for alternatives") {
      try Alternatives(problem, best: best, count: count)
    }
  }

  private func stability(_ usual: Int) throws(Failure) -> SourceStability? {
    let given = try arguments.integerIfGiven("resamples", in: 0...100_000)
    guard let losses = input.losses else {
      guard given ?? 0 == 0 else {
        throw arguments.failure("--resamples needs losses: name a run or --losses")
      }
      return nil
    }
    guard let options = try resampling(given ?? usual) else { return nil }
    return try Computation.perform("resampling the test images") {
      try SourceStability(losses, affinityOptions: options, taxonomyOptions: problem.options)
    }
  }

  private func saved(_ taxonomy: Taxonomy) throws(Failure) -> SavedLevel? {
    guard let labels = try LabelCounts.read(arguments, input) else { return nil }
    let saved = SupervisionSaved(by: taxonomy, for: problem, labels: labels)
    var interval: Interval?
    let count = try arguments.integerIfGiven("resamples", in: 0...100_000) ?? Self.usualResamples
    if let losses = input.losses, let options = try resampling(count) {
      var intervals = MeanRateIntervals(losses, over: EntrantName.ownNetwork, options: options)
      interval = intervals.interval(of: taxonomy)
    }
    return SavedLevel(
      budget: taxonomy.budget, saved: saved, quality: taxonomy.meanQuality, interval: interval)
  }

  private func resampling(_ count: Int) throws(Failure) -> AffinityOptions? {
    guard count > 0 else { return nil }
    var options = AffinityOptions()
    options.resamples = count
    options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max))
    return options
  }
}
