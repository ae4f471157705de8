/// Finds a selection that serves every target within the budget, or proves that there is none.
enum FeasibleStart {
  /// Any feasible selection; nil where there is none, which is then proven.
  static func selection(
    of problem: SelectionProblem, _ isCancelled: @escaping CancellationCheck
  ) throws(Cancelled) -> [Bool]? {
    if let greedy = greedy(problem, limit: problem.budget), problem.isAllowed(greedy) {
      return greedy
    }
    let coverage = coverage(problem)
    var incumbent = Incumbent(coverage)
    incumbent.offer([Bool](repeating: false, count: problem.sourceCount))
    var search = BranchAndBound(
      coverage, incumbent: incumbent, ceiling: 0, isCancelled: isCancelled)
    try search.run()
    return search.incumbent.value > -0.5 ? search.incumbent.selection : nil
  }

  /// Serves target after target by the transfer that costs least for each target it helps; nil
  /// where that exceeds `limit`.
  static func greedy(_ problem: SelectionProblem, limit: Double) -> [Bool]? {
    var selection = [Bool](repeating: false, count: problem.sourceCount)
    var room = limit + SelectionProblem.budgetSlack
    var isOpen = problem.targets.map { problem.best($0, selection) == nil }
    while isOpen.contains(true) {
      var prices: [SourceSet: (cost: Double, served: Double)] = [:]
      for (index, target) in problem.targets.enumerated() where isOpen[index] {
        for option in target.options + [target.own].compactMap({ $0 }) {
          var missing = SourceSet()
          var cost = 0.0
          for member in option.members where !selection[member] {
            missing.insert(member)
            cost += problem.costs[member]
          }
          // Values decide between equally useful sets, so that the start is not a poor one.
          prices[missing, default: (cost, 0)].served += 1 + 0.5 * max(-1, option.value)
        }
      }
      let affordable = prices.filter { $0.value.cost <= room }
      guard let best = affordable.min(by: { isBetter($0, $1) }) else { return nil }
      for source in best.key.members { selection[source] = true }
      room -= best.value.cost
      isOpen = problem.targets.map { problem.best($0, selection) == nil }
    }
    return selection
  }

  private static func isBetter(
    _ left: (key: SourceSet, value: (cost: Double, served: Double)),
    _ right: (key: SourceSet, value: (cost: Double, served: Double))
  ) -> Bool {
    let (a, b) = (left.value.cost * right.value.served, right.value.cost * left.value.served)
    if a != b { return a < b }
    if left.value.served != right.value.served { return left.value.served > right.value.served }
    return left.key.members.lexicographicallyPrecedes(right.key.members)
  }

  /// The program whose value is less the number of targets that are not served.
  private static func coverage(_ problem: SelectionProblem) -> SelectionProblem {
    let targets = problem.targets.map { target in
      let all = target.options + [target.own].compactMap { $0 }
      let served = all.map {
        SelectionProblem.Option(value: 0, members: $0.members, transfer: $0.transfer)
      }
      let unserved = SelectionProblem.Option(
        value: -1, members: [], transfer: served[0].transfer)
      return SelectionProblem.Target(
        options: Dominance.undominated(served) + [unserved], ownSource: nil, own: nil)
    }
    return problem.valued(by: targets)
  }
}

/// A few sources by their indices, inserted in ascending order; the first 64 need no memory.
private struct SourceSet: Hashable {
  private var bits: UInt64 = 0
  private var others: [Int] = []

  mutating func insert(_ source: Int) {
    if source < 64 {
      bits |= 1 << UInt64(source)
    } else {
      others.append(source)
    }
  }

  /// The sources, ascending.
  var members: [Int] {
    (0..<64).filter { bits & (1 << UInt64($0)) != 0 } + others
  }
}
