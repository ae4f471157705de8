/// Finds the best selection of sources exactly: Lagrangian bounds, reduced-cost fixing, branching.
struct BranchAndBound {
  /// How much a selection has to be better, in units of the largest value, to be looked for.
  private static let tolerance = 1e-11

  private let problem: SelectionProblem
  private let isCancelled: CancellationCheck
  private let tolerance: Double
  /// The value that nothing exceeds, at which the search may stop; infinite where unknown.
  private let ceiling: Double
  private(set) var incumbent: Incumbent
  /// Subproblems that were bounded.
  private(set) var nodeCount = 0
  /// Evaluations of the relaxation.
  private(set) var iterationCount = 0

  /// A search that starts from the selections offered to `incumbent`.
  init(
    _ problem: SelectionProblem, incumbent: Incumbent, ceiling: Double = .infinity,
    isCancelled: @escaping CancellationCheck
  ) {
    self.problem = problem
    self.incumbent = incumbent
    self.ceiling = ceiling
    self.isCancelled = isCancelled
    tolerance = Self.tolerance
  }

  /// Searches to the end; `incumbent` then holds the optimum.
  ///
  /// - Throws: `Cancelled`.
  mutating func run() throws(Cancelled) {
    let root = Subproblem(problem)
    let multipliers = [Double](repeating: 0, count: root.targetCount * root.sources.count)
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
    while !isDone {
      nodeCount += 1
      guard let branch = try bound(&subproblem, &multipliers, depth: depth) else { return }
      depth += 1
      for choice in [true, false] {
        var decisions = Subproblem.Decisions(subproblem)
        decisions.sources[branch] = choice
        var carried = multipliers
        let child = subproblem.reduced(decisions, &carried)
        if choice {
          if let child { try explore(child, carried, depth: depth) }
        } else {
          guard let child else { return }
          subproblem = child
          multipliers = carried
        }
      }
    }
  }

  /// Tightens the bound of a subproblem and shrinks it; returns the source to branch on, nil
  /// where the subproblem is settled.
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
      if isBest, ascent.relaxation.bound - goal < 0.75 * ascent.gapAtLastReduction {
        ascent.gapAtLastReduction = ascent.relaxation.bound - goal
        if let decisions = ascent.relaxation.decisions(subproblem, goal: goal) {
          var carried = ascent.relaxation.multipliers
          guard let smaller = subproblem.reduced(decisions, &carried) else { return nil }
          ascent.restart(smaller, from: subproblem, multipliers: carried)
          subproblem = smaller
          continue
        }
      }
      guard ascent.advance(subproblem, goal: incumbent.value) else { break }
    }
    if isDone { return nil }
    multipliers = ascent.bestMultipliers
    return ascent.branchingSource
  }

  /// Turns the knapsack's choice into selections now and then, always where it may matter most.
  private mutating func offerSelections(
    _ ascent: Ascent, _ subproblem: Subproblem, depth: Int
  ) {
    guard ascent.iteration % 8 == 1 else { return }
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
    var demand = [Double](repeating: 0, count: problem.sourceCount)
    for (place, source) in subproblem.sources.enumerated() {
      demand[source] = relaxation.demand[place]
    }
    incumbent.improve(demand: demand)
  }
}
