package import Documents
package import Taxonomy

/// Computes what a report shows beyond measurements: taxonomies, chance, the tree, savings.
package struct ReportComputation: Sendable {
  /// The tables and what is asked of them; the budget is of no account.
  package let problem: TaxonomyProblem
  /// The losses behind the tables, where they are known: intervals rest on them.
  package var losses: LossTable?
  /// The labelled images that networks need, where that is known: savings rest on it.
  package var labels: SupervisionSaved.Labels?
  /// Random taxonomies per budget; 0 for none.
  package var draws = 300
  /// Bootstrap resamples of the test images; 0 for no intervals.
  package var resamples = 200
  /// The seed of draws and resamples.
  package var seed: UInt64 = 0

  /// The highest orders that get a line of their own; beyond them only the highest of all does.
  private static let shownOrders = 5
  /// The most budgets that a page answers for in sentences.
  static let answers = 4
  /// Each resample is solved anew, so that fewer have to do than for intervals.
  private static let stabilityResamples = 100

  /// A computation on these tables, without losses and labels.
  package init(_ problem: TaxonomyProblem) { self.problem = problem }

  /// Computes everything into `results`.
  ///
  /// - Throws: `Failure` where a computation is impossible for a reason that a person can mend.
  package func complete(_ results: inout RunResults) throws(Failure) {
    results.series = try orders.map { order throws(Failure) in try series(order) }
    guard let last = results.series.last else { return }
    if draws > 0 { results.chance = chance(last) }
    results.tree = try? TaskTree(problem.affinities)
    results.saved = saved(last)
    results.savedForTen = try savedForTen()
    results.stability = try stability(last)
    results.novel = NovelTask.all(of: problem, orders: orders)
  }

  /// The highest orders to solve for, ascending.
  private var orders: [Int] {
    let limit = problem.options.maxOrder ?? .max
    let all = Set(problem.affinities.transfers.map(\.order)).filter { $0 <= limit }.sorted()
    let shown = Array(all.prefix(Self.shownOrders))
    return shown + (all.last.map { shown.contains($0) ? [] : [$0] } ?? [])
  }

  private func problem(order: Int) throws(Failure) -> TaxonomyProblem {
    var options = problem.options
    options.maxOrder = order
    return try TaxonomyProblem(
      affinities: problem.affinities, gain: problem.gain, quality: problem.quality,
      options: options)
  }

  private func series(_ order: Int) throws(Failure) -> BudgetSeries {
    let problem = try problem(order: order)
    return BudgetSeries(
      maximumOrder: order,
      taxonomies: try Computation.solve(problem, budgets: problem.wholeBudgets))
  }

  /// Budgets at which no random choice serves all targets have no chance level.
  private func chance(_ series: BudgetSeries) -> [ChanceLevel] {
    guard let problem = try? problem(order: series.maximumOrder) else { return [] }
    let taxonomies = series.taxonomies.filter { $0.status == .optimal }
    return concurrentMap(taxonomies.count) { place in
      let taxonomy = taxonomies[place]
      let significance = try? Significance(
        of: taxonomy, for: problem.with(budget: taxonomy.budget), draws: draws, seed: seed)
      return significance.map { ChanceLevel(budget: taxonomy.budget, significance: $0) }
    }.compactMap { $0 }
  }

  private func saved(_ series: BudgetSeries) -> [SavedLevel] {
    guard let labels else { return [] }
    var options = AffinityOptions()
    options.resamples = resamples
    options.seed = seed
    var intervals = losses.flatMap {
      resamples > 0
        ? MeanRateIntervals($0, over: EntrantName.ownNetwork, options: options) : nil
    }
    return series.taxonomies.filter { $0.status == .optimal }.map { taxonomy in
      SavedLevel(
        budget: taxonomy.budget,
        saved: SupervisionSaved(by: taxonomy, for: problem, labels: labels),
        quality: taxonomy.meanQuality, interval: intervals?.interval(of: taxonomy))
    }
  }

  private func savedForTen() throws(Failure) -> SavedForSets? {
    guard let labels else { return nil }
    return try Computation.perform("solving for sets of ten targets") {
      try SavedForSets(of: problem, labels: labels, seed: seed)
    }
  }

  /// How sure the choices are that the page answers with.
  private func stability(_ series: BudgetSeries) throws(Failure) -> [StabilityLevel] {
    guard let losses, resamples > 0 else { return [] }
    let budgets = series.landmarks(limit: Self.answers).map(\.budget)
    var options = AffinityOptions()
    options.resamples = min(resamples, Self.stabilityResamples)
    options.seed = seed
    let levels = try Computation.perform("resampling the test images") {
      try SourceStability.levels(
        losses, budgets: budgets, affinityOptions: options, taxonomyOptions: problem.options)
    }
    return zip(budgets, levels).map { StabilityLevel(budget: $0, stability: $1) }
  }
}
