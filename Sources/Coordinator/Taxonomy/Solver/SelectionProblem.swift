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

  /// The slack within which the budget holds.
  static let budgetSlack = 1e-9

  /// The number of sources.
  var sourceCount: Int { costs.count }

  /// The program of a problem, dominated transfers removed.
  init(_ problem: TaxonomyProblem) {
    let indices = Dictionary(
      uniqueKeysWithValues: problem.sources.enumerated().map { ($0.element, $0.offset) })
    costs = problem.sources.map { problem.cost(of: $0) }
    budget = problem.options.budget
    var options: [String: [Option]] = [:]
    var scale = 0.0
    for transfer in problem.affinities.transfers {
      guard let option = Self.option(transfer, problem, indices) else { continue }
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
      return Self.target(all, problem.options.mode, costs, budget)
    }
  }

  /// A program made of numbers alone, for the search for any feasible selection.
  init(costs: [Double], budget: Double, targets: [Target]) {
    self.costs = costs
    self.budget = budget
    self.targets = targets
    scale = 1
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
    _ transfer: Transfer, _ problem: TaxonomyProblem, _ indices: [String: Int]
  ) -> Option? {
    guard transfer.order <= problem.options.maxOrder ?? .max,
      problem.options.allowsRetrained || !transfer.isRetrained,
      let value = problem.value(of: transfer)
    else { return nil }
    let names = transfer.isSupervised ? [transfer.target] : transfer.sources
    let members = names.compactMap { indices[$0] }
    guard members.count == names.count else { return nil }
    return Option(
      value: problem.importance(of: transfer.target) * value, members: members,
      transfer: transfer)
  }

  private static func target(
    _ options: [Option], _ mode: TaxonomyOptions.Mode, _ costs: [Double], _ budget: Double
  ) -> Target {
    let affordable = options.filter { option in
      option.members.reduce(0) { $0 + costs[$1] } <= budget + budgetSlack
    }
    let own = affordable.first { $0.transfer.isSupervised }
    guard mode == .exclusive, let own else {
      return Target(options: Dominance.undominated(affordable), ownSource: nil, own: nil)
    }
    let others = affordable.filter { !$0.members.contains(own.members[0]) }
    return Target(
      options: Dominance.undominated(others), ownSource: own.members[0], own: own)
  }
}
