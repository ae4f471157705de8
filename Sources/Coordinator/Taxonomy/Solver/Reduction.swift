/// Builds a smaller subproblem from decisions about a larger one.
struct Reduction {
  private let parent: Subproblem
  private let decisions: Subproblem.Decisions
  /// What is left.
  private(set) var result: Subproblem
  /// For each pair of the result, that of the parent.
  private(set) var origins: [Int] = []
  /// The place of each free source of the parent in the result; -1 where it is left out, `paid`
  /// where it is chosen.
  private var places: [Int]
  /// For each pair of the parent, that of the result; -1 where it has none so far.
  private var pairs: [Int]
  /// For each source of the result, whether it alone already makes a transfer of this target.
  private var isEnough: [Bool] = []

  private static let paid = -2

  init(_ parent: Subproblem, _ decisions: Subproblem.Decisions) {
    self.parent = parent
    self.decisions = decisions
    result = Subproblem(budget: parent.budget, chosen: parent.chosen)
    result.base = parent.base
    places = [Int](repeating: -1, count: parent.sources.count)
    pairs = [Int](repeating: -1, count: parent.pairSources.count)
  }

  /// Whether something feasible is left.
  mutating func run() -> Bool {
    for place in parent.sources.indices where decisions.sources[place] == true {
      places[place] = Self.paid
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
    let own = parent.ownPairs[target]
    let ownPlace = own >= 0 ? places[parent.pairSources[own]] : -1
    if ownPlace == Self.paid {
      result.base += parent.ownValues[target]
      return true
    }
    let first = result.values.count
    var enough: [Int] = []
    for option in parent.starts[target]..<parent.starts[target + 1]
    where !decisions.isDropped[option] {
      guard let count = freeMembers(option) else { continue }
      append(option)
      if count == 0 { break }
      if count == 1, let pair = result.members.last {
        let member = result.pairSources[pair]
        isEnough[member] = true
        enough.append(member)
      }
    }
    for member in enough { isEnough[member] = false }
    let optionCount = result.values.count - first
    if ownPlace < 0 {
      if optionCount == 0 { return false }
      if optionCount == 1, result.offsets[first] == result.offsets[first + 1] {
        result.base += result.values.removeLast()
        result.offsets.removeLast()
        return true
      }
    }
    result.ownPairs.append(ownPlace >= 0 ? pair(own) : -1)
    result.ownValues.append(parent.ownValues[target])
    result.close(target: parent.targets[target])
    return true
  }

  /// How many free members a transfer still has; nil where it is impossible, too dear, or needs
  /// more than a better one does.
  private func freeMembers(_ option: Int) -> Int? {
    var count = 0
    var cost = 0.0
    for index in parent.offsets[option]..<parent.offsets[option + 1] {
      let place = places[parent.pairSources[parent.members[index]]]
      if place == Self.paid { continue }
      if place < 0 || isEnough[place] { return nil }
      cost += result.costs[place]
      count += 1
    }
    return cost <= result.budget + SelectionProblem.budgetSlack ? count : nil
  }

  /// Carries one transfer over.
  private mutating func append(_ option: Int) {
    for index in parent.offsets[option]..<parent.offsets[option + 1] {
      let member = parent.members[index]
      if places[parent.pairSources[member]] >= 0 { result.members.append(pair(member)) }
    }
    result.values.append(parent.values[option])
    result.offsets.append(result.members.count)
  }

  /// The result's pair for one of the parent's.
  private mutating func pair(_ origin: Int) -> Int {
    if pairs[origin] < 0 {
      pairs[origin] = result.addPair(places[parent.pairSources[origin]])
      origins.append(origin)
    }
    return pairs[origin]
  }
}
