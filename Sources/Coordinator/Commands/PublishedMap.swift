internal import Documents
internal import Service
internal import Taxonomy

/// The tables in a run's folder.
struct PublishedMap {
  let affinities: TransferTable
  let gain: TransferTable?
  let quality: TransferTable?

  /// Reads the folder of a run.
  init(_ folder: String) throws(Failure) {
    try self.init(
      affinities: "\(folder)/affinities.csv", gain: "\(folder)/gain.csv",
      quality: "\(folder)/quality.csv")
  }

  /// Reads tables from files; those of gain and quality may be missing.
  init(affinities: String, gain: String?, quality: String?) throws(Failure) {
    self.affinities = try Self.table(affinities)
    self.gain = try gain.map { path throws(Failure) in try Self.table(path) }
    self.quality = try quality.map { path throws(Failure) in try Self.table(path) }
  }

  /// The map of what a run has measured so far.
  init(_ measured: MeasuredTransfers) {
    affinities = measured.affinityTable
    gain = measured.gainTable
    quality = measured.qualityTable
  }

  private static func table(_ path: String) throws(Failure) -> TransferTable {
    try TransferTable(csv: Files.read(path), name: path)
  }

  func problem(_ options: TaxonomyOptions) throws(Failure) -> TaxonomyProblem {
    try TaxonomyProblem(affinities: affinities, gain: gain, quality: quality, options: options)
  }

  /// The taxonomies for all whole budgets.
  func taxonomies(
    _ options: TaxonomyOptions = TaxonomyOptions(budget: 0)
  ) throws(Failure) -> [Taxonomy] {
    let problem = try problem(options)
    do {
      return try TaxonomySolver.solve(problem, budgets: problem.wholeBudgets)
    } catch {
      throw Failure(.software, "solving the taxonomy: \(error)")
    }
  }
}
