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

  /// The program of a problem.
  ///
  /// - Parameter isPruned: whether to remove transfers that no optimum needs.
  init(_ problem: TaxonomyProblem, isPruned: Bool = true) {
    let indices = Dictionary(
      uniqueKeysWithValues: problem.sources.enumerated().map { ($0.element, $0.offset) })
    costs = problem.sources.map { problem.cost(of: $0) }
    budget = problem.options.budget
    var options: [String: [Option]] = [:]
    var scale = 0.0
    for (transfer, affinity) in zip(problem.affinities.transfers, problem.affinities.values) {
      guard let option = Self.option(transfer, affinity, problem, indices) else { continue }
      options[transfer.target, default: []].append(option)
      scale = max(scale, abs(option.value))
    }
    let divisor = scale > 0 ? scale : 1
    self.scale = divisor
    let (costs, budget) = (costs, budget)
    targets = problem.targets.map { name in
      let all = (options[name] ?? []).map {
        Option(value: $0.value / divisor, members: $0.members, transfer: $0.transfer)
      }
      let isAffordable = { (option: Option) in
        option.members.reduce(0) { $0 + costs[$1] } <= budget + Self.budgetSlack
      }
      return Self.target(
        isPruned ? all.filter(isAffordable) : all, problem.options.mode, isPruned: isPruned)
    }
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

  private static func option(
    _ transfer: Transfer, _ affinity: Double, _ problem: TaxonomyProblem,
    _ indices: [String: Int]
  ) -> Option? {
    guard transfer.order <= problem.options.maxOrder ?? .max,
      problem.options.allowsRetrained || !transfer.isRetrained
    else { return nil }
    let names = transfer.isSupervised ? [transfer.target] : transfer.sources
    let members = names.compactMap { indices[$0] }
    guard members.count == names.count else { return nil }
    return Option(
      value: problem.importance(of: transfer.target) * problem.options.value.of(affinity),
      members: members,
      transfer: transfer)
  }

  private static func target(
    _ options: [Option], _ mode: TaxonomyOptions.Mode, isPruned: Bool
  ) -> Target {
    let own = options.first { $0.transfer.isSupervised }
    guard mode == .exclusive, let own else {
      let options = isPruned ? Dominance.undominated(options) : options
      return Target(options: options, ownSource: nil, own: nil)
    }
    let others = options.filter { !$0.members.contains(own.members[0]) }
    return Target(
      options: isPruned ? Dominance.undominated(others) : others,
      ownSource: own.members[0], own: own)
  }
}
