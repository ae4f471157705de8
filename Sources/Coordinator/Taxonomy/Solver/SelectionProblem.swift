/// The integer program as numbers: choose sources within a budget; every target then takes the
/// best transfer whose sources are all chosen.
///
/// Values are importance times value, divided by `scale`, so that the largest is 1 in size.
struct SelectionProblem: Sendable {
  /// A transfer into one target, by the indices of its sources, ascending.
  struct Option: Sendable {
    let value: Double
    let members: [Int]
    /// The place of the transfer among those of the target in the `TransferTable`.
    let transfer: Transfer
  }

  /// One target.
  struct Target: Sendable {
    /// The transfers that can be part of an optimum, best first: affordable, and none whose
    /// sources include those of a better one.
    var options: [Option]
    /// In exclusive mode, the source that is the target itself: once chosen, `own` has to be used.
    var ownSource: Int?
    /// In exclusive mode, the target's own network.
    var own: Option?
  }

  let costs: [Double]
  let budget: Double
  let targets: [Target]
  let scale: Double
  /// Sets of sources, ascending, that no selection may contain whole.
  var forbidden: [[Int]] = []

  /// The slack within which the budget holds.
  static let budgetSlack = 1e-9

  /// The number of sources.
  var sourceCount: Int { costs.count }

  /// The program of a problem: of the transfers that no other dominates, the affordable ones.
  ///
  /// What dominates a transfer costs no more, so that nothing is lost in this order.
  init(_ problem: TaxonomyProblem) {
    let basis = problem.basis
    (costs, scale, budget) = (basis.costs, basis.scale, problem.options.budget)
    let (costs, limit) = (basis.costs, problem.options.budget + Self.budgetSlack)
    targets = basis.targets.map { target in
      let isAffordable = { (option: Option) in
        option.members.reduce(0) { $0 + costs[$1] } <= limit
      }
      var target = target
      if !target.options.allSatisfy(isAffordable) {
        target.options = target.options.filter(isAffordable)
      }
      if let own = target.own, !isAffordable(own) {
        (target.ownSource, target.own) = (nil, nil)
      }
      return target
    }
  }

  /// The program with all transfers of a problem, those included that no optimum needs.
  init(unpruned problem: TaxonomyProblem) {
    let basis = SelectionBasis(
      problem.affinities, targets: problem.targets, sources: problem.sources,
      options: problem.options, isPruned: false)
    (costs, scale, targets) = (basis.costs, basis.scale, basis.targets)
    budget = problem.options.budget
  }

  /// The same choice of sources, valued by other targets of scale 1.
  func valued(by targets: [Target]) -> SelectionProblem {
    SelectionProblem(copying: self, targets: targets)
  }

  private init(copying program: SelectionProblem, targets: [Target]) {
    costs = program.costs
    budget = program.budget
    forbidden = program.forbidden
    self.targets = targets
    scale = 1
  }

  /// Whether `selection` contains none of the forbidden sets.
  func isAllowed(_ selection: [Bool]) -> Bool {
    forbidden.allSatisfy { set in set.contains { !selection[$0] } }
  }

  /// Each target's best transfer when `selection` is chosen; targets without one are left out.
  func transfers(_ selection: [Bool]) -> [Transfer] {
    targets.compactMap { best($0, selection)?.transfer }
  }

  /// What `selection` costs.
  func cost(of selection: [Bool]) -> Double {
    var cost = 0.0
    for source in costs.indices where selection[source] { cost += costs[source] }
    return cost
  }

  /// The best transfer into `target` when `selection` is chosen; nil where there is none.
  func best(_ target: Target, _ selection: [Bool]) -> Option? {
    if let source = target.ownSource, selection[source] { return target.own }
    return target.options.first { option in option.members.allSatisfy { selection[$0] } }
  }
}
