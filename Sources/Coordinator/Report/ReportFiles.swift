package import Documents
internal import Taxonomy

/// A report as a folder: every figure as a file of its own, and the page with all of them.
package struct ReportFiles: Sendable {
  /// The files by name, each with its content; the page comes last.
  package let files: [(name: String, content: String)]

  private static let shownBudgets = 6

  /// Draws everything that `results` has.
  package init(_ results: RunResults) {
    var files: [(name: String, content: String)] = []
    for (name, figure) in Self.figures(results) { files.append((name + ".svg", figure.svg)) }
    files.append(("report.html", ReportPage.html(results)))
    self.files = files
  }

  /// Writes the files into a folder, which is made where it is missing.
  ///
  /// - Throws: `Failure` (io), with the system's reason.
  package func write(to folder: String) throws(Failure) {
    try Files.makeFolder(folder)
    for file in files { try Files.write(file.content, to: "\(folder)/\(file.name)") }
  }

  private static func figures(_ results: RunResults) -> [(String, Figure)] {
    var figures: [(String, Figure)] = []
    if results.affinities.contains(where: { $0.order == 1 }) {
      figures.append(("affinities", AffinityMatrix.figure(results, .affinities)))
      if results.meanLosses.contains(where: { $0.order == 1 }) {
        figures.append(("before-losses", AffinityMatrix.figure(results, .losses)))
      } else if results.gain.contains(where: { $0.order == 1 }) {
        figures.append(("before-gains", AffinityMatrix.figure(results, .winRates)))
      }
    }
    let solved = results.taxonomies.filter { $0.status == .optimal }
    if solved.contains(where: { $0.meanGain != nil || $0.meanQuality != nil }) {
      figures.append(("budgets", BudgetCurves.figure(results.series, chance: results.chance)))
      figures.append(
        ("targets", SmallMultiples.targets(results.taxonomies, tasks: results.tasks)))
    }
    if results.chance.contains(where: {
      $0.significance.gain != nil || $0.significance.quality != nil
    }) {
      figures.append(("chance", ChanceFigure.figure(results.chance)))
    }
    for taxonomy in results.series.last?.landmarks(limit: shownBudgets) ?? [] {
      figures.append(
        (
          "taxonomy-\(NumberText.budget(taxonomy.budget))",
          TaxonomyGraph.figure(taxonomy, tasks: results.tasks)
        ))
    }
    if let tree = results.tree {
      figures.append(("tree", TreeFigure.figure(tree, tasks: results.tasks)))
    }
    if results.saved.contains(where: { $0.saved.share != nil }) {
      figures.append(("labels", SavedFigure.figure(results.saved)))
    }
    if let sets = results.savedForTen {
      figures.append(("labels-of-ten", SavedFigure.figure(sets.levels.map { SavedLevel($0) })))
    }
    if results.novel.flatMap(\.levels).contains(where: { $0.gain != nil || $0.quality != nil }) {
      figures.append(("novel", NovelFigure.figure(results.novel, tasks: results.tasks)))
    }
    if results.scores.contains(where: { $0.ownOverAverage != nil || $0.ownOverRandom != nil }) {
      figures.append(("tasks", WinRateBars.figure(results)))
    }
    let trust = MapTrust(results)
    if !trust.published.isEmpty {
      figures.append(("agreement", AgreementBars.figure(trust.published)))
    }
    return figures
  }
}
