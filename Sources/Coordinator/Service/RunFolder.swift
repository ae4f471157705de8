package import Documents
internal import Report
internal import TaskSpace
package import Taxonomy

/// The folder of a run: what people take away.
package struct RunFolder: Sendable {
  /// The folder's path.
  package let path: String

  /// Names the folder at `path`.
  package init(_ path: String) { self.path = path }

  /// The page.
  package var report: String { "\(path)/report.html" }

  /// Writes everything.
  ///
  /// The page comes last: where it is, the rest is too.
  ///
  /// - Throws: `Failure` where nothing is there to show, or the disk refuses.
  package func write(_ analysis: RunAnalysis) throws(Failure) {
    let results = try analysis.results()
    let table = try analysis.table()
    try Files.makeFolder("\(path)/losses")
    Files.remove(report)
    _ = try concurrentMap(table.targets.count) { place throws(Failure) in
      let target = table.targets[place]
      try Files.write(LossTable([target]).csv, to: "\(path)/losses/\(target.target).csv")
    }
    if !results.isEstimate {
      try write(results.affinities, results.gain, results.quality, prefix: "")
    }
    if let estimates = results.estimates {
      try write(
        estimates.affinities, estimates.gain, estimates.quality, prefix: Self.estimatedPrefix)
      try Files.write(
        TransferFile.csv(estimates.errors), to: "\(path)/\(Self.estimatedPrefix)errors.csv")
    }
    try Files.write(
      RunDocument.taxonomies(results).text(.indented) + "\n", to: "\(path)/taxonomy.json")
    if let taxonomy = Self.exemplary(results.taxonomies) {
      try Files.write(
        TaxonomyGraph.figure(taxonomy, tasks: results.tasks).svg, to: "\(path)/taxonomy.svg")
    }
    try Files.write(
      analysis.provenance.text(.indented) + "\n", to: "\(path)/provenance.json")
    try Files.write(
      try analysis.models().json.text(.indented) + "\n", to: "\(path)/\(ModelList.fileName)")
    try Files.write(ReportPage.html(results), to: report)
  }

  private static let estimatedPrefix = "estimated-"

  private func write(
    _ affinities: [Measurement], _ gain: [Measurement], _ quality: [Measurement], prefix: String
  ) throws(Failure) {
    for (name, table) in [("affinities", affinities), ("gain", gain), ("quality", quality)] {
      try Files.write(TransferFile.csv(table), to: "\(path)/\(prefix)\(name).csv")
    }
  }

  /// The file of the run's `affinities`, `gain` or `quality`: those of the trained transfers, or
  /// of the estimates where nothing was trained.
  package func table(_ name: String) -> String {
    let trained = "\(path)/\(name).csv"
    return Files.exists(trained) ? trained : "\(path)/\(Self.estimatedPrefix)\(name).csv"
  }

  /// The taxonomy to draw where one must stand for all: a budget of about a third of the sources.
  package static func exemplary(_ taxonomies: [Taxonomy]) -> Taxonomy? {
    let optimal = taxonomies.filter { $0.status == .optimal }
    guard let last = optimal.last else { return nil }
    let budget = (last.budget / 3).rounded(.up)
    return optimal.first { $0.budget >= budget }
  }
}
