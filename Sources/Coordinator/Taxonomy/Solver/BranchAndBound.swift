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
  /// Depth first, the part with the source before the part without it. Of large programs, several
  /// parts are settled side by side, each knowing what was found before its round: how many does
  /// not depend on the machine, and so neither does the answer.
  ///
  /// - Throws: `Cancelled`.
  mutating func run() throws(Cancelled) {
    guard let root = Subproblem.root(problem) else { return }
    let width = root.values.count < Self.large ? 1 : Self.width
    let multipliers = [Double](repeating: 0, count: root.pairSources.count)
    var open = [Part(subproblem: root, multipliers: multipliers, depth: 0, bound: .infinity)]
    while !isDone, !open.isEmpty {
      let round = Array(open.suffix(width).reversed())
      open.removeLast(round.count)
      let settled = try settled(round)
      for (selection, _) in settled where !selection.isEmpty { incumbent.offer(selection) }
      for (_, parts) in settled.reversed() { open += parts.filter { $0.bound > goal } }
    }
  }

  /// What is left to search, with the bound of what it is a part of.
  private struct Part {
    var subproblem: Subproblem
    var multipliers: [Double]
    let depth: Int
    let bound: Double
  }

  /// The number of parts that are settled in one round.
  private static let width = 8
  /// With fewer transfers at the root, threads would cost more than they save.
  private static let large = 600

  /// The best selection known after each part by itself, and what the part was split into.
  private func settled(
    _ parts: [Part]
  ) throws(Cancelled) -> [(selection: [Bool], parts: [Part])] {
    let settle = { @Sendable (place: Int) throws(Cancelled) -> (selection: [Bool], parts: [Part]) in
      var search = self
      let rest = try search.settle(parts[place])
      return (search.incumbent.selection, rest)
    }
    return parts.count == 1 ? [try settle(0)] : try concurrentMap(parts.count, settle)
  }

  private var goal: Double { incumbent.value + tolerance }

  private var isDone: Bool { incumbent.value >= ceiling - tolerance }

  /// Bounds a part and, where that does not settle it, splits it by one source.
  private mutating func settle(_ part: Part) throws(Cancelled) -> [Part] {
    var part = part
    guard let (place, bound) = try bound(&part) else { return [] }
    var parts: [Part] = []
    // What comes last is looked at first.
    for isChosen in [false, true] {
      var decisions = Subproblem.Decisions(part.subproblem)
      decisions.sources[place] = isChosen
      var multipliers = part.multipliers
      guard let subproblem = part.subproblem.reduced(decisions, &multipliers) else { continue }
      parts.append(
        Part(
          subproblem: subproblem, multipliers: multipliers, depth: part.depth + 1, bound: bound))
    }
    return parts
  }

  /// Tightens the bound of a part and shrinks it; returns the place of the source to split by and
  /// the bound, nil where the part is settled.
  private mutating func bound(_ part: inout Part) throws(Cancelled) -> (Int, Double)? {
    var subproblem = part.subproblem
    let isRoot = part.depth == 0
    var ascent = Ascent(Relaxation(subproblem, multipliers: part.multipliers), isRoot: isRoot)
    while !isDone {
      guard subproblem.targetCount > 0, !subproblem.sources.isEmpty else {
        incumbent.offer(subproblem.chosen)
        return nil
      }
      if iterationCount & 15 == 0, isCancelled() { throw Cancelled() }
      iterationCount += 1
      ascent.relaxation.evaluate(subproblem)
      let isBest = ascent.note()
      offerSelections(ascent, subproblem, isRoot: isRoot)
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
    if isRoot { improve(ascent.relaxation, subproblem, reach: 100) }
    if isDone || ascent.bestBound <= goal { return nil }
    part.subproblem = subproblem
    part.multipliers = ascent.bestMultipliers
    let bounds = SourceBounds(subproblem, ascent.relaxation)
    guard let place = bounds.branchingPlace(shares: ascent.relaxation.averageShares) else {
      return nil
    }
    return (place, ascent.bestBound)
  }

  /// Turns the knapsack's choice into selections now and then, always where it may matter most.
  private mutating func offerSelections(
    _ ascent: Ascent, _ subproblem: Subproblem, isRoot: Bool
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
    guard incumbent.offer(selection) || (isRoot && ascent.iteration == 1) else { return }
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
