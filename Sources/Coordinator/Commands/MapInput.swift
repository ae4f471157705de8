internal import Artifacts
internal import Documents
internal import Journal
internal import Report
internal import Scheduling
internal import Service
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// What a command about results works on: a run, finished or not, or anybody's files.
struct MapInput {
  /// What messages call it.
  let name: String
  /// The affinity of every transfer.
  let affinities: TransferTable
  /// The gains, where they are known.
  let gain: TransferTable?
  /// The qualities, where they are known.
  let quality: TransferTable?
  /// The losses behind them, where they are known.
  let losses: LossTable?
  /// The run; nil for files.
  let analysis: RunAnalysis?

  /// The options that name files instead of a run.
  static let options: [Option] = [
    .value("affinities", "FILE", "A CSV with columns sources,target,value, instead of a run."),
    .value("gain", "FILE", "The gains that belong to --affinities."),
    .value("quality", "FILE", "The qualities that belong to --affinities."),
    .value("losses", "FILE", "A CSV with columns sources,target,image,loss, instead of a run."),
  ]

  /// The run that is worked on where no file is named.
  static let operand = Operand("RUN", "An id, a unique prefix, or last.", default: "last")

  /// Reads what the command line names.
  ///
  /// - Parameter needsLosses: whether more than the tables of a complete run is needed; those lie
  ///   in its folder, and are there at once.
  init(_ arguments: Arguments, needsLosses: Bool = true) throws(Failure) {
    let given = ["affinities", "losses"].filter(arguments.isGiven)
    guard given.count + (arguments.isGiven("RUN") ? 1 : 0) <= 1 else {
      throw arguments.failure("name one of RUN, --affinities and --losses, not several")
    }
    for name in ["gain", "quality"] where arguments.isGiven(name) {
      guard arguments.isGiven("affinities") else {
        throw arguments.failure("--\(name) belongs to --affinities; name both")
      }
    }
    if let path = arguments.textIfGiven("affinities") {
      try self.init(
        affinities: path, gain: arguments.textIfGiven("gain"),
        quality: arguments.textIfGiven("quality"))
    } else if let path = arguments.textIfGiven("losses") {
      try self.init(
        LossTable(csv: Files.read(path), name: path), name: path, analysis: nil)
    } else {
      try self.init(
        run: try arguments.text("RUN"), in: StateOption.folder(arguments),
        needsLosses: needsLosses)
    }
  }

  /// Reads tables from files; those of gain and quality may be missing.
  init(affinities: String, gain: String? = nil, quality: String? = nil) throws(Failure) {
    name = affinities
    self.affinities = try Self.table(affinities)
    self.gain = try gain.map { path throws(Failure) in try Self.table(path) }
    self.quality = try quality.map { path throws(Failure) in try Self.table(path) }
    losses = nil
    analysis = nil
  }

  /// Reads what a run has measured so far, whether or not a coordinator is at work on it.
  init(run text: String, in folder: StateFolder, needsLosses: Bool = true) throws(Failure) {
    let runs = try RunSummary.all(path: folder.journal)
    let id = try RunSelector.find(text, among: runs.map(\.id))
    let published = RunFolder(folder.run(id))
    let isComplete = runs.first { $0.id == id }?.state == .complete
    if !needsLosses, isComplete, Files.exists(published.report) {
      try self.init(
        affinities: published.table("affinities"), gain: published.table("gain"),
        quality: published.table("quality"))
      return
    }
    let analysis = try RunAnalysis(
      of: id, in: try JournalContent(path: folder.journal),
      store: try ArtifactStore(folder: folder.artifacts))
    try self.init(try analysis.table(), name: id, analysis: analysis)
  }

  private init(_ losses: LossTable, name: String, analysis: RunAnalysis?) throws(Failure) {
    let measured = try MeasuredTransfers(losses, resamples: 0, seed: 0)
    self.name = name
    affinities = measured.affinityTable
    gain = measured.gainTable.transfers.isEmpty ? nil : measured.gainTable
    quality = measured.qualityTable.transfers.isEmpty ? nil : measured.qualityTable
    self.losses = losses
    self.analysis = analysis
  }

  private static func table(_ path: String) throws(Failure) -> TransferTable {
    try TransferTable(csv: Files.read(path), name: path)
  }

  /// The problem with these options.
  func problem(_ options: TaxonomyOptions) throws(Failure) -> TaxonomyProblem {
    try TaxonomyProblem(affinities: affinities, gain: gain, quality: quality, options: options)
  }

  /// The tasks, as figures and pages know them: those of a run in its order, those of files by
  /// name.
  var tasks: [TaskEntry] {
    if let analysis {
      let targets = Set(analysis.spec.targets.map(\.name))
      return analysis.spec.tasks.map { task in
        var entry = TaskEntry(task)
        entry.isTarget = targets.contains(task.name)
        return entry
      }
    }
    let targets = Set(affinities.targets)
    return Set(affinities.sources).union(targets).sorted().map { name in
      let known = TaskDictionary.all.first { $0.name == name || $0.aliases.contains(name) }
      return TaskEntry(
        name: name, isTarget: targets.contains(name), group: known?.group.rawValue ?? "")
    }
  }

  /// Says on standard error how many rows of the files of gain and quality are not used.
  func noteIgnoredRows(of problem: TaxonomyProblem) {
    guard losses == nil else { return }
    let counts = [("gain", problem.ignoredGainRows), ("quality", problem.ignoredQualityRows)]
    for (name, count) in counts where count > 0 {
      Output.error(
        "note: \(Format.count(count)) \(count == 1 ? "row" : "rows") of --\(name) "
          + "\(count == 1 ? "has" : "have") no affinity and \(count == 1 ? "is" : "are") ignored\n")
    }
  }
}
