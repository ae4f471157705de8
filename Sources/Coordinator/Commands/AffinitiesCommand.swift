internal import Documents
internal import Report
internal import Service
internal import Taxonomy
internal import Terminal

/// `coordinator affinities RUN | --losses FILE`.
enum AffinitiesCommand {
  static let command = Command(
    "affinities", "Turn losses into affinities, gains and qualities, with their uncertainty.",
    discussion: """
      Every pair of entrants into a target meets on every test image; the lower loss wins, a tie is
      half a win. The shares of wins, clipped to 0.001...0.999, become ratios, and the principal
      eigenvector of their matrix, scaled to sum 1, gives the affinities (the paper, section 3.3).

      Without --out the affinities are printed as CSV. A losses file has a row for every network
      and image, with the columns sources,target,image,loss: sources are joined by +, self is the
      target's own supervised network, and scratch, average and random may be there too.

      --json prints {"value", "targets": [{"target", "images", "eigenvalue", "entrants": [{"sources",
      "value", "low", "high"}]}], "gain": [{"sources", "target", "value", "low", "high"}],
      "quality": [...], "wins-over-X": [...]}; what is not known is left out.
      """,
    section: "Results",
    options: [
      .value("losses", "FILE", "A CSV with columns sources,target,image,loss, instead of a run."),
      .value("out", "DIR", "Write affinities.csv, gain.csv and quality.csv here."),
      .value(
        "resamples", "N", "Bootstrap resamples of the images; 0: no intervals.", default: "200"),
      .value("seed", "S", "The seed of the resamples.", default: "0"),
      .value("confidence", "P", "The share of resamples in an interval.", default: "0.95"),
      .flag("smoothed", "Count (k + 0.5) / (m + 1) wins rather than k / m: gentler on few images."),
      .value("entrants", "A,B+C", "Only these enter the tournaments; default: all networks."),
      .value("without", "A,B+C", "These do not enter.", default: "average,scratch"),
      .value("max-order", "K", "The most sources of an entrant; default: any."),
      .value(
        "value", "KIND", "The affinity, or its square root clipped to 0.00001...1.",
        default: "affinity", choices: ["affinity", "sqrt"]),
      .value("over", "A,B", "Write the win rates over these opponents, too."),
      .flag("json", "Print JSON."),
    ],
    operands: [MapInput.operand],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let losses = try losses(arguments)
    let options = try options(arguments)
    let value: TaxonomyOptions.Value =
      try arguments.text("value") == "sqrt" ? .sqrt : .affinity
    let affinities = try Computation.perform("the tournaments") {
      try Affinities(losses, options: options)
    }
    let usual = [
      ("gain", WinRates.gain(losses, options: options)),
      ("quality", WinRates.quality(losses, options: options)),
    ]
    let others = try arguments.list("over").map { opponent throws(Failure) in
      try rates(over: opponent, losses, options, arguments)
    }
    for (name, rates) in usual + others { note(name, rates, of: losses) }
    if let folder = arguments.textIfGiven("out") {
      try write(affinities, value, usual + others, to: folder, arguments)
    } else if !arguments.flag("json") {
      Output.write(affinities.csv(as: value))
    }
    if arguments.flag("json") {
      Output.line(AffinitiesDocument(affinities, value, usual + others).json.text())
    }
    return .success
  }

  private static func losses(_ arguments: Arguments) throws(Failure) -> LossTable {
    guard let path = arguments.textIfGiven("losses") else {
      let folder = try StateOption.folder(arguments)
      let input = try MapInput(run: try arguments.text("RUN"), in: folder)
      guard let losses = input.losses else {
        throw Failure(.missingInput, "the run \(input.name) has no losses yet")
      }
      return losses
    }
    guard !arguments.isGiven("RUN") else {
      throw arguments.failure("name a RUN or --losses, not both")
    }
    return try LossTable(csv: Files.read(path), name: path)
  }

  private static func options(_ arguments: Arguments) throws(Failure) -> AffinityOptions {
    var options = AffinityOptions()
    options.resamples = try arguments.integer("resamples", in: 0...1_000_000)
    options.seed = UInt64(try arguments.integer("seed", in: 0...Int.max))
    options.confidence = try arguments.decimal("confidence", in: 0.001...0.999)
    options.isSmoothed = arguments.flag("smoothed")
    if arguments.isGiven("entrants") {
      options.entrants = .init(only: try arguments.list("entrants"))
    }
    if !arguments.isGiven("entrants") || arguments.isGiven("without") {
      options.entrants.excluded = try arguments.list("without")
    }
    options.entrants.maxOrder = try arguments.integerIfGiven("max-order", in: 1...1_000_000)
    return options
  }

  private static func rates(
    over opponent: String, _ losses: LossTable, _ options: AffinityOptions, _ arguments: Arguments
  ) throws(Failure) -> (String, WinRates) {
    let rates = WinRates(losses, over: opponent, options: options)
    guard !rates.table.transfers.isEmpty else {
      throw arguments.failure("--over: no target has “\(opponent)” in its losses")
    }
    guard !rates.opponent.contains("/") else {
      throw arguments.failure("--over: “\(opponent)” cannot name a file")
    }
    return ("wins-over-\(rates.opponent)", rates)
  }

  private static func note(_ name: String, _ rates: WinRates, of losses: LossTable) {
    let missing = rates.targetsWithoutOpponent
    guard !missing.isEmpty else { return }
    let whom = rates.opponent
    let what =
      missing.count == losses.targets.count
      ? "there is no \(name)" : "\(name) leaves out \(missing.joined(separator: ", "))"
    Output.error("note: \(what): the losses have no “\(whom)” there to compare with\n")
  }

  private static func write(
    _ affinities: Affinities, _ value: TaxonomyOptions.Value, _ rates: [(String, WinRates)],
    to folder: String, _ arguments: Arguments
  ) throws(Failure) {
    try Files.makeFolder(folder)
    try Files.write(affinities.csv(as: value), to: "\(folder)/affinities.csv")
    var written = ["affinities.csv"]
    for (name, rates) in rates {
      let path = "\(folder)/\(name).csv"
      if !rates.table.transfers.isEmpty {
        try Files.write(rates.csv, to: path)
        written.append("\(name).csv")
      } else if Files.exists(path) {
        Output.error("note: \(path) was there before and does not belong to these affinities\n")
      }
    }
    guard !arguments.flag("json") else { return }
    let count = affinities.targets.reduce(0) { $0 + $1.entrants.count }
    Output.line(
      "\(Format.count(count)) affinities of \(Format.count(affinities.targets.count)) "
        + "\(affinities.targets.count == 1 ? "target" : "targets"): "
        + written.map { "\(folder)/\($0)" }.joined(separator: ", "))
  }
}
