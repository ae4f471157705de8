/// The best selection of sources found so far.
struct Incumbent {
  private let problem: SelectionProblem
  /// Its value; while there is none, what it has to exceed.
  private(set) var value: Double
  /// Which sources it chooses; empty while there is none.
  private(set) var selection: [Bool] = []

  private let packed: PackedOptions

  /// No selection yet; those that are not better than `floor` do not count.
  init(_ problem: SelectionProblem, floor: Double = -.infinity) {
    self.problem = problem
    value = floor
    packed = PackedOptions(problem)
  }

  /// The value of a selection, recomputed from its sources; nil where a target has no transfer.
  func value(of selection: [Bool]) -> Double? { packed.value(of: selection) }

  /// Keeps `selection`, which is within the budget, where it is better than the best so far.
  @discardableResult
  mutating func offer(_ selection: [Bool]) -> Bool {
    guard let value = value(of: selection), value > self.value else { return false }
    self.value = value
    self.selection = selection
    return true
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
    for leaving in present
    where cost + problem.costs[candidate] - problem.costs[leaving] <= limit {
      trial[leaving] = false
      if offer(trial) { return true }
      trial[leaving] = true
    }
    return false
  }
}
