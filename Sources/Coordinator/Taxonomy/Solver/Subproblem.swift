/// What is left of a program after some sources were fixed: free sources, open targets, and the
/// transfers that can still be part of a better selection, packed for fast scanning.
///
/// A *pair* is a target and a source that one of its transfers uses. Only these have multipliers:
/// as transfers drop out, most combinations of targets and sources do.
struct Subproblem {
  /// The sources that may be chosen or not, by their indices in the program, ascending.
  var sources: [Int] = []
  /// What they cost.
  var costs: [Double] = []
  /// What is left of the budget.
  var budget: Double
  /// The value of the targets that are decided.
  var base = 0.0
  /// Which sources of the program are chosen for good.
  var chosen: [Bool]

  /// The open targets, by their indices in the program, ascending.
  var targets: [Int] = []
  /// The first transfer of each open target, and the end: [targets + 1].
  var starts: [Int] = [0]
  /// The value of each transfer, best first within a target.
  var values: [Double] = []
  /// The first member of each transfer, and the end: [transfers + 1].
  var offsets: [Int] = [0]
  /// Members of transfers: pairs.
  var members: [Int] = []
  /// The first pair of each open target, and the end: [targets + 1].
  var pairStarts: [Int] = [0]
  /// The source of each pair: a place in `sources`.
  var pairSources: [Int] = []
  /// In exclusive mode, the pair of the target with itself; -1 where there is none.
  var ownPairs: [Int] = []
  /// The value of the target's own network, where `ownPairs` is not -1.
  var ownValues: [Double] = []

  /// The number of open targets.
  var targetCount: Int { targets.count }

  init(budget: Double, chosen: [Bool]) {
    self.budget = budget
    self.chosen = chosen
  }

  /// The whole program, all sources free that the budget allows.
  init(_ problem: SelectionProblem) {
    self.init(
      budget: problem.budget, chosen: [Bool](repeating: false, count: problem.sourceCount))
    let limit = problem.budget + SelectionProblem.budgetSlack
    sources = problem.costs.indices.filter { problem.costs[$0] <= limit }
    costs = sources.map { problem.costs[$0] }
    var places = [Int](repeating: -1, count: problem.sourceCount)
    for (place, source) in sources.enumerated() { places[source] = place }
    var pairs = [Int](repeating: -1, count: problem.sourceCount)
    for (index, target) in problem.targets.enumerated() {
      for option in target.options {
        values.append(option.value)
        for member in option.members {
          if pairs[member] < pairStarts[index] { pairs[member] = addPair(places[member]) }
          members.append(pairs[member])
        }
        offsets.append(members.count)
      }
      let own = target.own == nil ? nil : target.ownSource
      ownPairs.append(own.map { addPair(places[$0]) } ?? -1)
      ownValues.append(target.own?.value ?? 0)
      close(target: index)
    }
  }

  /// A new pair of the target that is being added with the source at `place`.
  mutating func addPair(_ place: Int) -> Int {
    pairSources.append(place)
    return pairSources.count - 1
  }

  /// Ends the list of transfers and pairs of a target.
  mutating func close(target: Int) {
    targets.append(target)
    starts.append(values.count)
    pairStarts.append(pairSources.count)
  }

  /// What is decided about the parts of a subproblem.
  struct Decisions {
    /// Per free source: true chosen, false left out, nil open.
    var sources: [Bool?]
    /// Per transfer: whether it can no longer be part of a better selection.
    var isDropped: [Bool]

    /// Nothing is decided.
    init(_ subproblem: Subproblem) {
      sources = [Bool?](repeating: nil, count: subproblem.sources.count)
      isDropped = [Bool](repeating: false, count: subproblem.values.count)
    }
  }

  /// The subproblem after `decisions`, with the multipliers of the pairs that are left; nil where
  /// nothing feasible is.
  func reduced(_ decisions: Decisions, _ multipliers: inout [Double]) -> Subproblem? {
    var reduction = Reduction(self, decisions)
    guard reduction.run() else { return nil }
    multipliers = reduction.origins.map { multipliers[$0] }
    return reduction.result
  }
}
