/// The best selection of sources found so far.
struct Incumbent {
  private let problem: SelectionProblem
  /// Its value; minus infinity while there is none.
  private(set) var value = -Double.infinity
  /// Which sources it chooses; empty while there is none.
  private(set) var selection: [Bool] = []

  private let packed: PackedOptions

  /// No selection yet.
  init(_ problem: SelectionProblem) {
    self.problem = problem
    packed = PackedOptions(problem)
  }

  /// The value of a selection, recomputed from its sources; nil where a target has no transfer.
  func value(of selection: [Bool]) -> Double? { packed.value(of: selection) }

  /// Keeps `selection`, which is within the budget, where it is better than the best so far.
  ///
  /// Where it contains a forbidden set, what its transfers use is kept, if that contains none.
  @discardableResult
  mutating func offer(_ selection: [Bool]) -> Bool {
    guard let value = value(of: selection), value > self.value else { return false }
    let allowed = problem.isAllowed(selection) ? selection : used(of: selection)
    guard problem.isAllowed(allowed) else { return false }
    self.value = value
    self.selection = allowed
    return true
  }

  /// The sources of a selection that its transfers use.
  private func used(of selection: [Bool]) -> [Bool] {
    var used = [Bool](repeating: false, count: selection.count)
    for target in problem.targets {
      guard let option = problem.best(target, selection) else { continue }
      for member in option.members { used[member] = true }
    }
    return used
  }

  /// Offers what is next to the forbidden sets: each without one of its sources.
  mutating func offerNeighbours() {
    for set in problem.forbidden {
      for leaving in set {
        var selection = [Bool](repeating: false, count: problem.sourceCount)
        for source in set where source != leaving { selection[source] = true }
        offer(selection)
      }
    }
  }

  /// Adds sources, and exchanges one for another, as long as that helps.
  ///
  /// - Parameter demand: how much each source is wanted: the most wanted are tried first, and
  ///   no more than `reach` of them, against the `reach` least wanted of those chosen.
  mutating func improve(demand: [Double], reach: Int = 12) {
    guard !selection.isEmpty else { return }
    var isImproving = true
    while isImproving {
      isImproving = false
      let order = demand.indices.sorted {
        demand[$0] != demand[$1] ? demand[$0] > demand[$1] : $0 < $1
      }
      let absent = order.filter { !selection[$0] }.prefix(reach)
      let present = order.reversed().filter { selection[$0] }.prefix(reach)
      let cost = problem.cost(of: selection)
      for candidate in absent where !isImproving {
        isImproving = tryAdding(candidate, replacing: present, cost: cost)
      }
    }
  }

  private mutating func tryAdding(
    _ candidate: Int, replacing present: ArraySlice<Int>, cost: Double
  ) -> Bool {
    var trial = selection
    trial[candidate] = true
    let limit = problem.budget + SelectionProblem.budgetSlack
    if cost + problem.costs[candidate] <= limit, offer(trial) { return true }
    guard let choices = packed.choices(of: trial) else { return false }
    for leaving in present
    where cost + problem.costs[candidate] - problem.costs[leaving] <= limit {
      guard let reached = packed.value(of: choices, without: leaving), reached > value else {
        continue
      }
      trial[leaving] = false
      if offer(trial) { return true }
      trial[leaving] = true
    }
    return false
  }
}
