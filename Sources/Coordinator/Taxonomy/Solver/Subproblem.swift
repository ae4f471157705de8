/// What is left of a program after some sources were fixed: free sources, open targets, and the
/// transfers that can still be part of a better selection, packed for fast scanning.
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

  /// The first transfer of each open target, and the end: [targets + 1].
  var starts: [Int] = [0]
  /// The value of each transfer, best first within a target.
  var values: [Double] = []
  /// The first member of each transfer, and the end: [transfers + 1].
  var offsets: [Int] = [0]
  /// Members of transfers: places in `sources`.
  var members: [Int] = []
  /// In exclusive mode, the place in `sources` of the target itself; -1 where there is none.
  var ownSources: [Int] = []
  /// The value of the target's own network, where `ownSources` is not -1.
  var ownValues: [Double] = []

  /// The number of open targets.
  var targetCount: Int { starts.count - 1 }

  private init(budget: Double, chosen: [Bool]) {
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
    for target in problem.targets {
      for option in target.options {
        values.append(option.value)
        members += option.members.map { places[$0] }
        offsets.append(members.count)
      }
      starts.append(values.count)
      ownSources.append(target.ownSource.map { places[$0] } ?? -1)
      ownValues.append(target.own?.value ?? 0)
    }
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

  /// The subproblem after `decisions`, with the rows of `multipliers` ([targets][sources])
  /// carried over; nil where nothing feasible is left.
  func reduced(
    _ decisions: Decisions, _ multipliers: inout [Double]
  ) -> Subproblem? {
    var reduction = Reduction(self, decisions)
    guard reduction.run() else { return nil }
    multipliers = reduction.carried(multipliers)
    return reduction.result
  }

  fileprivate init(reducing parent: Subproblem) {
    self.init(budget: parent.budget, chosen: parent.chosen)
    base = parent.base
  }
}

/// Builds a smaller subproblem from decisions about a larger one.
private struct Reduction {
  private let parent: Subproblem
  private let decisions: Subproblem.Decisions
  var result: Subproblem
  /// The place of each free source of the parent in the result; -1 where it is decided.
  private var places: [Int]
  /// The targets of the parent that stay open, in order.
  private var keptTargets: [Int] = []
  /// For each source of the result, whether it alone already makes a transfer of this target.
  private var isEnough: [Bool] = []

  init(_ parent: Subproblem, _ decisions: Subproblem.Decisions) {
    self.parent = parent
    self.decisions = decisions
    result = Subproblem(reducing: parent)
    places = [Int](repeating: -1, count: parent.sources.count)
  }

  /// Whether something feasible is left.
  mutating func run() -> Bool {
    for place in parent.sources.indices where decisions.sources[place] == true {
      result.chosen[parent.sources[place]] = true
      result.budget -= parent.costs[place]
    }
    guard result.budget >= -SelectionProblem.budgetSlack else { return false }
    for place in parent.sources.indices where decisions.sources[place] == nil {
      guard parent.costs[place] <= result.budget + SelectionProblem.budgetSlack else { continue }
      places[place] = result.sources.count
      result.sources.append(parent.sources[place])
      result.costs.append(parent.costs[place])
    }
    isEnough = [Bool](repeating: false, count: result.sources.count)
    return (0..<parent.targetCount).allSatisfy { reduce(target: $0) }
  }

  /// Carries one target over; false where it has no transfer left.
  private mutating func reduce(target: Int) -> Bool {
    let own = parent.ownSources[target]
    if own >= 0, decisions.sources[own] == true {
      result.base += parent.ownValues[target]
      return true
    }
    let ownPlace = own >= 0 ? places[own] : -1
    let first = result.values.count
    var enough: [Int] = []
    var isClosed = false
    for option in parent.starts[target]..<parent.starts[target + 1]
    where !decisions.isDropped[option] && !isClosed {
      guard let count = append(option) else { continue }
      if count == 1, let member = result.members.last {
        isEnough[member] = true
        enough.append(member)
      }
      isClosed = count == 0
    }
    for member in enough { isEnough[member] = false }
    let optionCount = result.values.count - first
    if ownPlace < 0 {
      if optionCount == 0 { return false }
      if isClosed, optionCount == 1 {
        result.base += result.values.removeLast()
        result.offsets.removeLast()
        return true
      }
    }
    result.starts.append(result.values.count)
    result.ownSources.append(ownPlace)
    result.ownValues.append(parent.ownValues[target])
    keptTargets.append(target)
    return true
  }

  /// Carries one transfer over and returns how many free members it has; nil where it is
  /// impossible, too dear, or needs more than a better one does.
  private mutating func append(_ option: Int) -> Int? {
    let start = result.members.count
    var cost = 0.0
    for index in parent.offsets[option]..<parent.offsets[option + 1] {
      let member = parent.members[index]
      if decisions.sources[member] == true { continue }
      let place = places[member]
      if place < 0 || isEnough[place] {
        result.members.removeSubrange(start...)
        return nil
      }
      cost += result.costs[place]
      result.members.append(place)
    }
    guard cost <= result.budget + SelectionProblem.budgetSlack else {
      result.members.removeSubrange(start...)
      return nil
    }
    result.values.append(parent.values[option])
    result.offsets.append(result.members.count)
    return result.members.count - start
  }

  /// The multipliers of what is left, [targets][sources].
  func carried(_ multipliers: [Double]) -> [Double] {
    let count = parent.sources.count
    var carried: [Double] = []
    carried.reserveCapacity(keptTargets.count * result.sources.count)
    for target in keptTargets {
      for place in 0..<count where places[place] >= 0 {
        carried.append(multipliers[target * count + place])
      }
    }
    return carried
  }
}
