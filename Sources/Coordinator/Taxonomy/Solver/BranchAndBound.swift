/// Finds the best selection of sources exactly: Lagrangian bounds, reduced-cost fixing, branching.
struct BranchAndBound {
  private let problem: SelectionProblem
  private let isCancelled: CancellationCheck
  /// How much better a selection has to be to be looked for, in units of the largest value:
  /// below 1e-10 of the objective's own unit, but above the rounding of a bound.
  private let tolerance: Double
  /// The value that nothing exceeds, at which the search may stop; infinite where unknown.
  private let ceiling: Double
  private(set) var incumbent: Incumbent
  /// Evaluations of the relaxation.
  private var iterationCount = 0

  /// A search that starts from the selections offered to `incumbent`.
  init(
    _ problem: SelectionProblem, incumbent: Incumbent, ceiling: Double = .infinity,
    isCancelled: @escaping CancellationCheck
  ) {
    self.problem = problem
    self.incumbent = incumbent
    self.ceiling = ceiling
    self.isCancelled = isCancelled
    tolerance = max(1e-13, min(1e-11, 1e-10 / problem.scale))
  }

  /// Searches to the end; `incumbent` then holds the optimum.
  ///
  /// - Throws: `Cancelled`.
  mutating func run() throws(Cancelled) {
    guard let root = Subproblem.root(problem) else { return }
    let multipliers = [Double](repeating: 0, count: root.pairSources.count)
    try explore(root, multipliers, depth: 0)
  }

  private var goal: Double { incumbent.value + tolerance }

  private var isDone: Bool { incumbent.value >= ceiling - tolerance }

  /// Bounds a subproblem and, where that does not settle it, splits it by one source.
  private mutating func explore(
    _ start: Subproblem, _ multipliers: [Double], depth: Int
  ) throws(Cancelled) {
    var subproblem = start
    var multipliers = multipliers
    var depth = depth
    while !isDone, let place = try bound(&subproblem, &multipliers, depth: depth) {
      depth += 1
      if let (child, carried) = split(subproblem, multipliers, at: place, isChosen: true) {
        try explore(child, carried, depth: depth)
      }
      guard let rest = split(subproblem, multipliers, at: place, isChosen: false) else {
        return
      }
      (subproblem, multipliers) = rest
    }
  }

  /// The part of a subproblem with or without a source, and its multipliers; nil where nothing
  /// feasible is left.
  private func split(
    _ subproblem: Subproblem, _ multipliers: [Double], at source: Int, isChosen: Bool
  ) -> (Subproblem, [Double])? {
    var decisions = Subproblem.Decisions(subproblem)
    decisions.sources[source] = isChosen
    var carried = multipliers
    return subproblem.reduced(decisions, &carried).map { ($0, carried) }
  }

  /// Tightens the bound of a subproblem and shrinks it; returns the place of the source to split by,
  /// nil where the subproblem is settled.
  private mutating func bound(
    _ subproblem: inout Subproblem, _ multipliers: inout [Double], depth: Int
  ) throws(Cancelled) -> Int? {
    var ascent = Ascent(Relaxation(subproblem, multipliers: multipliers), isRoot: depth == 0)
    while !isDone {
      guard subproblem.targetCount > 0, !subproblem.sources.isEmpty else {
        incumbent.offer(subproblem.chosen)
        return nil
      }
      if iterationCount & 15 == 0, isCancelled() { throw Cancelled() }
      iterationCount += 1
      ascent.relaxation.evaluate(subproblem)
      let isBest = ascent.note()
      offerSelections(ascent, subproblem, depth: depth)
      if ascent.bestBound <= goal { return nil }
      let gap = ascent.relaxation.bound - goal
      if ascent.relaxation.prefersRest || isBest && gap < 0.5 * ascent.gapAtLastReduction {
        if isBest { ascent.gapAtLastReduction = gap }
        if let decisions = ascent.relaxation.decisions(subproblem, goal: goal) {
          var carried = ascent.relaxation.multipliers
          guard let smaller = subproblem.reduced(decisions, &carried) else { return nil }
          ascent.restart(smaller, multipliers: carried)
          subproblem = smaller
          continue
        }
      }
      guard ascent.advance(subproblem, goal: incumbent.value) else { break }
    }
    guard !isDone else { return nil }
    ascent.returnToBest(subproblem)
    if depth == 0 { improve(ascent.relaxation, subproblem, reach: 100) }
    if isDone || ascent.bestBound <= goal { return nil }
    multipliers = ascent.bestMultipliers
    return SourceBounds(subproblem, ascent.relaxation)
      .branchingPlace(shares: ascent.relaxation.averageShares)
  }

  /// Turns the knapsack's choice into selections now and then, always where it may matter most.
  private mutating func offerSelections(
    _ ascent: Ascent, _ subproblem: Subproblem, depth: Int
  ) {
    guard ascent.iteration % 16 == 1 else { return }
    var selection = subproblem.chosen
    var room = subproblem.budget + SelectionProblem.budgetSlack
    let relaxation = ascent.relaxation
    for source in relaxation.order where relaxation.isTaken[source] {
      selection[subproblem.sources[source]] = true
      room -= subproblem.costs[source]
    }
    for source in relaxation.order
    where !relaxation.isTaken[source] && subproblem.costs[source] <= room {
      selection[subproblem.sources[source]] = true
      room -= subproblem.costs[source]
    }
    guard incumbent.offer(selection) || (depth == 0 && ascent.iteration == 1) else { return }
    improve(relaxation, subproblem, reach: 12)
  }

  private mutating func improve(
    _ relaxation: Relaxation, _ subproblem: Subproblem, reach: Int
  ) {
    var demand = [Double](repeating: 0, count: problem.sourceCount)
    for (place, source) in subproblem.sources.enumerated() {
      demand[source] = relaxation.demand[place]
    }
    incumbent.improve(demand: demand, reach: reach)
  }
}
