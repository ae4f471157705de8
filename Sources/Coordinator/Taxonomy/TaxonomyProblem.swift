package import Documents

/// A taxonomy to compute: affinities, what was asked, and the figures to report beside.
///
/// Names in `options` are already those of the affinities.
package struct TaxonomyProblem: Sendable {
  /// The affinity of every transfer.
  package let affinities: TransferTable
  /// The gain of transfers, where it is known.
  package let gain: TransferTable?
  /// The quality of transfers, where it is known.
  package let quality: TransferTable?
  /// What was asked, aliases resolved.
  package let options: TaxonomyOptions
  /// The targets to solve, sorted, each once.
  package let targets: [String]
  /// The tasks that may be supervised, sorted, each once.
  package let sources: [String]
  /// The transfers that an optimum may need, prepared once for all budgets.
  let basis: SelectionBasis

  /// Checks what was asked against the affinities.
  ///
  /// - Throws: `Failure` (usage): a name that the affinities do not know (the message offers the
  ///   nearest), a negative or infinite budget, cost or importance, an order below 1.
  package init(
    affinities: TransferTable, gain: TransferTable? = nil, quality: TransferTable? = nil,
    options: TaxonomyOptions
  ) throws(Failure) {
    let sourceNames = NameResolver(known: affinities.sources, "source", options.aliases)
    let targetNames = NameResolver(known: affinities.targets, "target", options.aliases)
    self.affinities = affinities
    self.gain = gain
    self.quality = quality
    var options = options
    targets =
      try options.targets.map { (names) throws(Failure) in
        try targetNames.resolve(names)
      } ?? affinities.targets
    sources =
      try options.sources.map { (names) throws(Failure) in
        try sourceNames.resolve(names)
      } ?? affinities.sources
    options.targets = options.targets == nil ? nil : targets
    options.sources = options.sources == nil ? nil : sources
    options.importances = try targetNames.resolve(options.importances, "importance")
    let all = Set(affinities.sources).union(affinities.targets).sorted()
    options.costs = try NameResolver(known: all, "task", options.aliases)
      .resolve(options.costs, "cost")
    guard options.budget >= 0, options.budget.isFinite else {
      throw Failure(.usage, "the budget \(options.budget) is not zero or more")
    }
    if let order = options.maxOrder, order < 1 {
      throw Failure(.usage, "the highest order is \(order); a transfer has at least one source")
    }
    guard !targets.isEmpty else {
      throw Failure(.usage, "there is no target; name at least one")
    }
    self.options = options
    basis = SelectionBasis(
      affinities, targets: targets, sources: sources, options: options, isPruned: true)
  }

  /// The same problem with another budget; zero or more.
  package func with(budget: Double) -> TaxonomyProblem {
    precondition(budget >= 0 && budget.isFinite, "a budget is zero or more")
    var options = options
    options.budget = budget
    return TaxonomyProblem(copying: self, options: options, sources: sources, basis: basis)
  }

  /// The same problem without some of its sources.
  func without(sources removed: Set<String>) -> TaxonomyProblem {
    let remaining = sources.filter { !removed.contains($0) }
    var options = options
    options.sources = remaining
    let basis = SelectionBasis(
      affinities, targets: targets, sources: remaining, options: options, isPruned: true)
    return TaxonomyProblem(copying: self, options: options, sources: remaining, basis: basis)
  }

  private init(
    copying problem: TaxonomyProblem, options: TaxonomyOptions, sources: [String],
    basis: SelectionBasis
  ) {
    self.basis = basis
    affinities = problem.affinities
    gain = problem.gain
    quality = problem.quality
    targets = problem.targets
    self.options = options
    self.sources = sources
  }

  /// What supervising a task costs.
  package func cost(of source: String) -> Double { options.cost(of: source) }

  /// How much `target` counts.
  package func importance(of target: String) -> Double { options.importance(of: target) }

  /// What `transfer` adds to the objective for a target of importance 1; nil where it has no
  /// affinity.
  package func value(of transfer: Transfer) -> Double? {
    affinities[transfer].map { options.value.of($0) }
  }

  /// Rows of the gain table that have no affinity, and so are not used.
  package var ignoredGainRows: Int { ignoredRows(gain) }

  /// Rows of the quality table that have no affinity, and so are not used.
  package var ignoredQualityRows: Int { ignoredRows(quality) }

  /// Every whole budget from 1 to what all sources cost together, but at most 1000 of them.
  package var wholeBudgets: [Double] {
    let total = sources.reduce(0) { $0 + cost(of: $1) }
    return (0..<Int(min(1000, max(1, total.rounded(.up))))).map { Double($0 + 1) }
  }

  private func ignoredRows(_ table: TransferTable?) -> Int {
    table?.transfers.count { affinities[$0] == nil } ?? 0
  }
}
