internal import Documents
internal import Report
internal import Service
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// `coordinator report [RUN]`.
enum ReportCommand {
  static let command = Command(
    "report", "Say what a map shows, or write a page and every figure that explain it.",
    discussion: """
      Works on a run, finished or not, or on files from anywhere. Prints the answers, how far they
      are to be trusted, and how well each task was learned. The folder of --out gets a figure per
      SVG file, and report.html with all of them, which needs nothing else.

      --json prints everything that the page says, pictures excepted; docs/json.md has the members.
      """,
    section: "Results",
    options: [
      .value("out", "DIR", "Write page and figures here; the folder is made where it is missing."),
      .flag("json", "Print JSON."),
    ]
      + MapInput.options + TaxonomySettings.options + [
        .value(
          "target", "TASK", "Compare what solves this target in pictures; a few by default.",
          isRepeated: true),
        .value("draws", "N", "Random taxonomies per budget; 0: none.", default: "300"),
        .value("resamples", "N", "Resamples of the test images; 0: none.", default: "200"),
        .value("seed", "S", "The seed of draws and resamples.", default: "0"),
        .value("name", "TITLE", "What the page calls the map."),
      ] + LabelCounts.options,
    operands: [MapInput.operand],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = arguments.textIfGiven("out")
    let input = try MapInput(arguments)
    let problem = try input.problem(try TaxonomySettings.options(arguments))
    input.noteIgnoredRows(of: problem)
    let targets = try targets(arguments, input)
    let gaps = input.analysis.flatMap { RunGaps($0) }
    for sentence in gaps?.sentences ?? [] { Output.error("note: \(sentence)\n") }
    var computation = ReportComputation(problem)
    computation.losses = input.losses
    computation.labels = try LabelCounts.read(arguments, input)
    computation.draws = try arguments.integer("draws", in: 0...1_000_000)
    computation.resamples = try arguments.integer("resamples", in: 0...100_000)
    computation.seed = UInt64(try arguments.integer("seed", in: 0...Int.max))
    if computation.labels == nil, folder != nil {
      Output.error(
        "note: without --labels-source and --labels-transfer the saved labels are not drawn\n")
    }
    if let folder { try Files.makeFolder(folder) }
    var results = try input.results(
      computation.resamples, seed: computation.seed, comparing: targets)
    if let name = arguments.textIfGiven("name") { results.name = name }
    try computation.complete(&results)
    if let folder {
      let files = ReportFiles(results)
      try files.write(to: folder)
      let written = "\(folder)/report.html and \(files.files.count - 1) figures\n"
      arguments.flag("json") ? Output.error(written) : Output.write(written)
    }
    if arguments.flag("json") {
      Output.line(RunDocument.everything(results).text())
    } else if folder == nil {
      Output.write(RunText.summary(results, style: arguments.style.textStyle))
    }
    return .success
  }

  /// The targets whose predictors are to be compared in pictures; nil where none is named.
  private static func targets(
    _ arguments: Arguments, _ input: MapInput
  ) throws(Failure) -> [String]? {
    let names = arguments.texts("target").map { TaskDictionary.task($0)?.name ?? $0 }
    guard !names.isEmpty else { return nil }
    guard let analysis = input.analysis else {
      throw arguments.failure("--target compares pictures, which only a run has; name a run")
    }
    let known = analysis.spec.targets.map(\.name)
    for name in names where !known.contains(name) {
      throw arguments.failure(
        "--target: '\(name)' is no target of the run; those are \(known.joined(separator: ", "))")
    }
    return names
  }
}
