/// Builds a smaller subproblem from decisions about a larger one.
struct Reduction {
  private let parent: Subproblem
  private let decisions: Subproblem.Decisions
  /// What is left.
  private(set) var result: Subproblem
  /// For each pair of the result, that of the parent; -1 where the parent had none.
  private(set) var origins: [Int] = []
  /// The place of each source of the program in the result; -1 where it is left out, `paid` where
  /// it is chosen.
  private var places: [Int]
  /// The same for the source of each pair of the parent.
  private var pairPlaces: [Int] = []
  /// For each source of the result, its pair with the target at hand; one below that target's
  /// first pair means none.
  private var pairs: [Int] = []
  /// For each source of the result, whether it alone already makes a transfer of this target.
  private var isEnough: [Bool] = []
  /// The sources of which that is so.
  private var enough: [Int] = []
  /// The free members of a transfer from the rest: places in the result.
  private var free: [Int] = []

  private static let paid = -2
  /// A target for which fewer transfers are left takes more from its rest.
  private static let least = 8
  /// How many it takes at once, at least.
  private static let batch = 16

  init(_ parent: Subproblem, _ decisions: Subproblem.Decisions) {
    self.parent = parent
    self.decisions = decisions
    result = Subproblem(following: parent)
    places = [Int](repeating: -1, count: parent.problem.sourceCount)
  }

  /// Whether something feasible is left.
  mutating func run() -> Bool {
    guard placeSources() else { return false }
    pairPlaces = parent.pairSources.map { places[parent.sources[$0]] }
    isEnough = [Bool](repeating: false, count: result.sources.count)
    pairs = [Int](repeating: -1, count: result.sources.count)
    result.values.reserveCapacity(parent.values.count)
    result.offsets.reserveCapacity(parent.offsets.count)
    result.members.reserveCapacity(parent.members.count)
    result.pairSources.reserveCapacity(parent.pairSources.count)
    origins.reserveCapacity(parent.pairSources.count)
    for target in 0..<parent.targetCount where !reduce(target: target) { return false }
    return true
  }

  /// Keeps the free sources that may still be chosen; false where those chosen exceed the budget or
  /// contain a forbidden set.
  private mutating func placeSources() -> Bool {
    for (place, source) in parent.sources.enumerated() where decisions.sources[place] == true {
      result.chosen[source] = true
      result.budget -= parent.costs[place]
    }
    let limit = result.budget + SelectionProblem.budgetSlack
    guard limit >= 0 else { return false }
    for source in places.indices where result.chosen[source] { places[source] = Self.paid }
    guard let closed = closedSources() else { return false }
    for (place, source) in parent.sources.enumerated()
    where decisions.sources[place] == nil && parent.costs[place] <= limit
      && !closed.contains(source)
    {
      places[source] = result.sources.count
      result.sources.append(source)
      result.costs.append(parent.costs[place])
    }
    return true
  }

  /// Sources each of which would complete a forbidden set; nil where one is complete.
  private func closedSources() -> Set<Int>? {
    var closed: Set<Int> = []
    for set in parent.problem.forbidden {
      let missing = set.filter { !result.chosen[$0] }
      if missing.isEmpty { return nil }
      if missing.count == 1 { closed.insert(missing[0]) }
    }
    return closed
  }

  /// Carries one target over; false where it has no transfer left.
  private mutating func reduce(target: Int) -> Bool {
    let own = parent.ownPairs[target]
    let ownPlace = own >= 0 ? pairPlaces[own] : -1
    if ownPlace == Self.paid {
      result.base += parent.ownValues[target]
      return true
    }
    let ownPair = ownPlace >= 0 ? pair(ownPlace, own) : -1
    let options = parent.problem.targets[parent.targets[target]].options
    let first = result.values.count
    var rest = decisions.isRestDropped[target] ? options.count : parent.restStarts[target]
    carry(parent.starts[target]..<parent.starts[target + 1], options, &rest)
    let count = result.values.count - first
    if count < Self.least || decisions.isRestWanted[target] {
      load(options, &rest, until: first + max(Self.batch, 2 * count))
    }
    for place in enough { isEnough[place] = false }
    enough.removeAll(keepingCapacity: true)
    if ownPair < 0 {
      if result.values.count == first { return false }
      if result.offsets[first] == result.offsets[first + 1] {
        result.base += result.values.removeLast()
        result.offsets.removeLast()
        return true
      }
    }
    close(target, ownPair, rest, options)
    return true
  }

  private mutating func close(
    _ target: Int, _ ownPair: Int, _ rest: Int, _ options: [SelectionProblem.Option]
  ) {
    result.targets.append(parent.targets[target])
    result.starts.append(result.values.count)
    result.pairStarts.append(result.pairSources.count)
    result.ownPairs.append(ownPair)
    result.ownValues.append(parent.ownValues[target])
    result.restStarts.append(rest)
    result.restValues.append(rest < options.count ? options[rest].value : -.infinity)
  }

  /// Carries transfers of the parent over.
  ///
  /// - Parameter rest: the number of `options` that are not in the rest; all of them after a
  ///   transfer that needs no source, since no further one can matter.
  private mutating func carry(
    _ transfers: Range<Int>, _ options: [SelectionProblem.Option], _ rest: inout Int
  ) {
    let limit = result.budget + SelectionProblem.budgetSlack
    for transfer in transfers where !decisions.isDropped[transfer] {
      let members = parent.offsets[transfer]..<parent.offsets[transfer + 1]
      let count = Self.freeCount(
        members, of: parent, pairPlaces, isEnough, result.costs, limit: limit)
      guard count >= 0 else { continue }
      var last = Self.paid
      for index in members {
        let origin = parent.members[index]
        let place = pairPlaces[origin]
        if place == Self.paid { continue }
        last = place
        result.members.append(pair(place, origin))
      }
      close(parent.values[transfer], isAlone: count == 1, last)
      if count == 0 {
        rest = options.count
        return
      }
    }
  }

  /// How many free sources a transfer of the parent still needs; -1 where it is impossible, costs
  /// more than `limit`, or needs more than a better one does.
  private static func freeCount(
    _ range: Range<Int>, of parent: Subproblem, _ pairPlaces: [Int], _ isEnough: [Bool],
    _ costs: [Double], limit: Double
  ) -> Int {
    let (members, costs) = (parent.members.span, costs.span)
    let (pairPlaces, isEnough) = (pairPlaces.span, isEnough.span)
    var (count, cost) = (0, 0.0)
    for index in range {
      let place = pairPlaces[unchecked: members[unchecked: index]]
      if place == paid { continue }
      guard place >= 0, !isEnough[unchecked: place] else { return -1 }
      cost += costs[unchecked: place]
      count += 1
    }
    return cost <= limit ? count : -1
  }

  /// Takes transfers from the rest of a target until the result has `limit` of them.
  private mutating func load(
    _ options: [SelectionProblem.Option], _ rest: inout Int, until limit: Int
  ) {
    while rest < options.count, result.values.count < limit {
      let option = options[rest]
      rest += 1
      free.removeAll(keepingCapacity: true)
      let isPossible = option.members.allSatisfy { add($0) }
      if isPossible, append(option.value), free.isEmpty { rest = options.count }
    }
  }

  /// Adds a source of the program to the transfer at hand; false where the transfer is impossible,
  /// or needs more than a better one does.
  private mutating func add(_ source: Int) -> Bool {
    let place = places[source]
    if place == Self.paid { return true }
    guard place >= 0, !isEnough[place] else { return false }
    free.append(place)
    return true
  }

  /// Adds the transfer at hand to the result; false where the budget does not allow it.
  private mutating func append(_ value: Double) -> Bool {
    var cost = 0.0
    for index in free.indices { cost += result.costs[free[index]] }
    guard cost <= result.budget + SelectionProblem.budgetSlack else { return false }
    for index in free.indices {
      result.members.append(pair(free[index], -1))
    }
    close(value, isAlone: free.count == 1, free.last ?? Self.paid)
    return true
  }

  /// Ends a transfer whose members are added; where it has one only, no other with that one counts.
  private mutating func close(_ value: Double, isAlone: Bool, _ place: Int) {
    result.values.append(value)
    result.offsets.append(result.members.count)
    if isAlone {
      isEnough[place] = true
      enough.append(place)
    }
  }

  /// The pair of the target at hand with the source at `place`.
  private mutating func pair(_ place: Int, _ origin: Int) -> Int {
    if pairs[place] < result.pairStarts[result.pairStarts.count - 1] {
      pairs[place] = result.addPair(place)
      origins.append(origin)
    }
    return pairs[place]
  }
}
