/// What is left of a program after some sources were fixed: free sources, open targets, and the
/// best of the transfers that can still be part of a better selection, packed for fast scanning.
///
/// Of each target's transfers, best first, only as many are carried as the search looks at; the
/// *rest* stays in the program and counts as one transfer without sources, worth as much as the
/// best of it. That keeps the bound valid, and exact wherever no target prefers its rest.
///
/// A *pair* is a target and a source that one of its transfers uses. Only these have multipliers.
/// The pairs of a target come in the order in which its transfers use them, the best first.
struct Subproblem {
  /// The program of which this is a part.
  let problem: SelectionProblem
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
  /// In exclusive mode, the pair of the target with itself, its first; -1 where there is none.
  var ownPairs: [Int] = []
  /// The value of the target's own network, where `ownPairs` is not -1.
  var ownValues: [Double] = []
  /// How many transfers of the program were carried or passed over; the others are the rest.
  var restStarts: [Int] = []
  /// The highest value in the rest of each open target; minus infinity where there is none.
  var restValues: [Double] = []

  /// The number of open targets.
  var targetCount: Int { targets.count }

  /// The whole program, all sources free that the budget allows; nil where a target has no
  /// transfer.
  static func root(_ problem: SelectionProblem) -> Subproblem? {
    let bare = Subproblem(bare: problem)
    var multipliers = [Double](repeating: 0, count: bare.pairSources.count)
    return bare.reduced(Decisions(bare), &multipliers)
  }

  /// The whole program with all of its transfers in the rest.
  private init(bare problem: SelectionProblem) {
    self.problem = problem
    budget = problem.budget
    chosen = [Bool](repeating: false, count: problem.sourceCount)
    sources = Array(problem.costs.indices)
    costs = problem.costs
    for (index, target) in problem.targets.enumerated() {
      var own = -1
      if let source = target.ownSource, target.own != nil { own = addPair(source) }
      targets.append(index)
      starts.append(0)
      pairStarts.append(pairSources.count)
      ownPairs.append(own)
      ownValues.append(target.own?.value ?? 0)
      restStarts.append(0)
      restValues.append(target.options.first?.value ?? -.infinity)
    }
  }

  /// Nothing of `parent` but what is decided.
  init(following parent: Subproblem) {
    problem = parent.problem
    budget = parent.budget
    base = parent.base
    chosen = parent.chosen
  }

  /// A new pair of the target that is being added with the source at `place`.
  mutating func addPair(_ place: Int) -> Int {
    pairSources.append(place)
    return pairSources.count - 1
  }

  /// What is decided about the parts of a subproblem.
  struct Decisions {
    /// Per free source: true chosen, false left out, nil open.
    var sources: [Bool?]
    /// Per transfer: whether it can no longer be part of a better selection.
    var isDropped: [Bool]
    /// Per open target: whether its rest can no longer be part of a better selection.
    var isRestDropped: [Bool]
    /// Per open target: whether more of its rest should be carried.
    var isRestWanted: [Bool]

    /// Nothing is decided.
    init(_ subproblem: Subproblem) {
      sources = [Bool?](repeating: nil, count: subproblem.sources.count)
      isDropped = [Bool](repeating: false, count: subproblem.values.count)
      isRestDropped = [Bool](repeating: false, count: subproblem.targetCount)
      isRestWanted = isRestDropped
    }
  }

  /// The subproblem after `decisions`, with the multipliers of the pairs that are left; nil where
  /// nothing feasible is.
  func reduced(_ decisions: Decisions, _ multipliers: inout [Double]) -> Subproblem? {
    var reduction = Reduction(self, decisions)
    guard reduction.run() else { return nil }
    multipliers = reduction.origins.map { $0 < 0 ? 0 : multipliers[$0] }
    return reduction.result
  }
}
