internal import Documents
internal import Report
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// `coordinator tree [RUN]`.
enum TreeCommand {
  static let command = Command(
    "tree", "Print the tree of tasks: which transfer alike.",
    discussion: """
      First-order affinities, divided for each target by their sum over the sources, pass through
      exp(-20 p); sources are joined by average linkage on the cosine distance of what results
      (the paper, figure 13). The nearest are joined first; the root is printed first. With
      --by ranks, sources are joined that rank alike among the sources of each target: high
      affinities stand out less, and clusters are larger.

      --json prints {"leaves", "merges": [{"left", "right", "distance", "size"}], "newick"}; left and
      right are places in leaves or, from the number of leaves on, earlier merges.
      """,
    section: "Results",
    options: [
      .value("sources", "A,B", "Only these tasks."),
      .value("targets", "A,B", "Only by how they transfer to these targets."),
      .value(
        "by", "HOW", "What makes sources alike.", default: "pattern", choices: ["pattern", "ranks"]),
      .value("beta", "B", "By pattern: how strongly high affinities stand out.", default: "20"),
    ] + MapInput.options + [
      .flag("json", "Print JSON."),
      .flag("newick", "Print the tree in Newick format."),
      .value("svg", "FILE", "Write a drawing; - for standard output."),
    ],
    operands: [MapInput.operand],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let input = try MapInput(arguments)
    let tree = try tree(input, arguments)
    try FileOutput.write(arguments, "svg") {
      TreeFigure.figure(tree, tasks: input.tasks).svg
    }
    if FileOutput.takesStandardOutput(arguments, ["svg"]) { return .success }
    if arguments.flag("json") {
      Output.line(tree.json.text())
    } else if arguments.flag("newick") {
      Output.line(tree.newick)
    } else {
      Output.write(TreeText.text(tree))
    }
    return .success
  }

  private static func likeness(_ arguments: Arguments) throws(Failure) -> TaskTree.Likeness {
    let beta = try arguments.decimal("beta", in: 0...1e6)
    return try arguments.text("by") == "ranks" ? .ranks : .pattern(beta: beta)
  }

  private static func tree(
    _ input: MapInput, _ arguments: Arguments
  ) throws(Failure) -> TaskTree {
    // Names are resolved, and aliases understood, as those of a taxonomy are.
    var options = TaxonomyOptions(budget: 0)
    options.aliases = TaskDictionary.names
    if arguments.isGiven("sources") { options.sources = try arguments.list("sources") }
    if arguments.isGiven("targets") { options.targets = try arguments.list("targets") }
    let problem = try input.problem(options)
    let targets = Set(problem.targets)
    let rows = zip(input.affinities.transfers, input.affinities.values)
      .filter { targets.contains($0.0.target) }
    return try TaskTree(
      TransferTable(rows.map { (transfer: $0, value: $1) }), sources: problem.sources,
      likeness: try likeness(arguments))
  }
}
