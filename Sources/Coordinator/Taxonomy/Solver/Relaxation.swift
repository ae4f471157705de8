/// The Lagrangian relaxation of a subproblem, at given multipliers.
///
/// Formulation: for every target t and source v, the transfers into t that use v are together at
/// most y(v). These rows are priced into the objective by multipliers w(t,v), after which every
/// target chooses its transfer for itself and the sources are a fractional knapsack; the sum is
/// an upper bound for every selection. A target's own network in exclusive mode is an equality,
/// so its multiplier may have any sign; all others are zero or more.
struct Relaxation {
  /// Multipliers, one a pair.
  var multipliers: [Double]
  /// The bound at the multipliers.
  private(set) var bound = Double.infinity
  /// The sum of each source's multipliers: what choosing it is worth.
  private(set) var demand: [Double]
  /// Which sources the knapsack takes whole.
  private(set) var isTaken: [Bool]
  /// The source that it takes in part, and how much of it; -1 where there is none.
  private var partial = (source: -1, share: 0.0)
  /// The transfer that each target prefers; `Relaxation.own` for its own network.
  private(set) var preferred: [Int]
  /// What that transfer is worth after prices.
  private(set) var worth: [Double]
  /// The least a source outside the knapsack loses by entering, per unit of cost, and the most
  /// one inside saves by leaving, per unit of cost.
  private(set) var entryPrice = 0.0
  private(set) var exitPrice = 0.0
  /// The sources, the most wanted per unit of cost first; nearly sorted from one call to the next.
  private(set) var order: [Int]

  /// Marks a target that prefers its own network.
  static let own = -2

  /// The change of each multiplier in the direction of the next step.
  private var amounts: [Double]
  /// Below what each multiplier cannot fall: zero, or nothing for a target's own network.
  private var floors: [Double]
  /// How much of each source the knapsack takes, 0...1.
  private var shares: [Double]
  private var density: [Double]
  /// The common cost of all sources, where they have one.
  private let unitCost: Double?

  /// A relaxation at the given multipliers, one a pair.
  init(_ subproblem: Subproblem, multipliers: [Double]) {
    let count = subproblem.sources.count
    self.multipliers = multipliers
    demand = [Double](repeating: 0, count: count)
    density = demand
    isTaken = [Bool](repeating: false, count: count)
    preferred = [Int](repeating: -1, count: subproblem.targetCount)
    worth = [Double](repeating: 0, count: subproblem.targetCount)
    order = Array(0..<count)
    shares = demand
    amounts = [Double](repeating: 0, count: multipliers.count)
    floors = amounts
    for own in subproblem.ownPairs where own >= 0 { floors[own] = -.infinity }
    let first = subproblem.costs.first ?? 0
    unitCost = first > 0 && subproblem.costs.allSatisfy { $0 == first } ? first : nil
  }

  /// Recomputes the bound and everything beside it.
  mutating func evaluate(_ subproblem: Subproblem) {
    Self.sum(multipliers, of: subproblem.pairSources, into: &demand)
    bound = subproblem.base + choosePreferred(subproblem)
    bound += unitCost.map { fillUnits(subproblem, $0) } ?? fill(subproblem)
  }

  /// Adds the multipliers of each source's pairs.
  private static func sum(
    _ multipliers: [Double], of sources: [Int], into demand: inout [Double]
  ) {
    for source in demand.indices { demand[source] = 0 }
    let (multipliers, sources) = (multipliers.span, sources.span)
    var demand = demand.mutableSpan
    for pair in sources.indices { demand[sources[pair]] += multipliers[pair] }
  }

  /// Every target's best transfer after prices, and the sum of their worth.
  private mutating func choosePreferred(_ subproblem: Subproblem) -> Double {
    let prices = multipliers
    let multipliers = prices.span
    let values = subproblem.values.span
    let offsets = subproblem.offsets.span
    let members = subproblem.members.span
    var total = 0.0
    for target in 0..<subproblem.targetCount {
      var best = -Double.infinity
      var choice = -1
      let own = subproblem.ownPairs[target]
      if own >= 0 {
        best = subproblem.ownValues[target] - multipliers[own]
        choice = Self.own
      }
      for option in subproblem.starts[target]..<subproblem.starts[target + 1] {
        var value = values[option]
        // Prices of transfers are not negative, so no later one can do better.
        if value <= best { break }
        for index in offsets[option]..<offsets[option + 1] { value -= multipliers[members[index]] }
        if value > best {
          best = value
          choice = option
        }
      }
      preferred[target] = choice
      worth[target] = best
      total += best
    }
    return total
  }

  /// Takes as many sources of one cost as the budget holds.
  private mutating func fillUnits(_ subproblem: Subproblem, _ cost: Double) -> Double {
    sort(by: demand)
    let slack = SelectionProblem.budgetSlack
    let capacity = Int(min(Double(order.count), (subproblem.budget + slack) / cost))
    var total = 0.0
    for (place, source) in order.enumerated() {
      isTaken[source] = place < capacity && demand[source] > 0
      if isTaken[source] { total += demand[source] }
    }
    entryPrice = capacity > 0 ? max(0, demand[order[capacity - 1]]) / cost : .infinity
    exitPrice = capacity < order.count ? max(0, demand[order[capacity]]) / cost : 0
    return total
  }

  /// Takes sources by demand per cost; the first that does not fit is taken in part.
  private mutating func fill(_ subproblem: Subproblem) -> Double {
    for source in demand.indices {
      let cost = subproblem.costs[source]
      density[source] =
        cost > 0 ? demand[source] / cost : demand[source] > 0 ? .infinity : -.infinity
    }
    sort(by: density)
    partial = (-1, 0)
    var total = 0.0
    var room = max(0, subproblem.budget)
    var price: Double?
    for source in order {
      let cost = subproblem.costs[source]
      isTaken[source] = price == nil && demand[source] > 0 && cost <= room
      if isTaken[source] {
        total += demand[source]
        room -= cost
      } else if price == nil, demand[source] > 0 {
        total += density[source] * room
        price = density[source]
        partial = (source, room / cost)
      }
    }
    // Selections may exceed the budget by its slack, so the bound has to allow for that.
    let critical = price ?? 0
    entryPrice = critical
    exitPrice = critical
    return total + critical * SelectionProblem.budgetSlack
  }

  /// Sorts `order` by falling keys, then by index; cheap where little has changed.
  private mutating func sort(by keys: [Double]) {
    for place in order.indices.dropFirst() {
      let source = order[place]
      var hole = place
      while hole > 0 {
        let other = order[hole - 1]
        if keys[other] > keys[source] || (keys[other] == keys[source] && other < source) { break }
        order[hole] = other
        hole -= 1
      }
      order[hole] = source
    }
  }

  /// Moves the multipliers against the subgradient, `scale` times the Polyak step to `goal`;
  /// false where the subgradient vanishes.
  mutating func step(_ subproblem: Subproblem, goal: Double, scale: Double) -> Bool {
    collectAmounts(subproblem)
    var norm = 0.0
    for amount in amounts { norm += amount * amount }
    guard norm > 0 else { return false }
    Self.add(scale * (bound - goal) / norm, amounts, to: &multipliers, floors)
    return true
  }

  private static func add(
    _ factor: Double, _ amounts: [Double], to multipliers: inout [Double], _ floors: [Double]
  ) {
    let (amounts, floors) = (amounts.span, floors.span)
    var multipliers = multipliers.mutableSpan
    for pair in amounts.indices where amounts[pair] != 0 {
      multipliers[pair] = max(floors[pair], multipliers[pair] + factor * amounts[pair])
    }
  }

  /// The subgradient, negated: whether a target uses a source, less how much of it the knapsack
  /// takes; zero where the multiplier cannot fall.
  private mutating func collectAmounts(_ subproblem: Subproblem) {
    for source in shares.indices { shares[source] = isTaken[source] ? 1 : 0 }
    if partial.source >= 0 { shares[partial.source] = partial.share }
    let sources = subproblem.pairSources
    Self.fall(multipliers, floors, shares, sources, into: &amounts)
    for target in 0..<subproblem.targetCount {
      let option = preferred[target]
      if option == Self.own {
        let own = subproblem.ownPairs[target]
        amounts[own] = 1 - shares[sources[own]]
      } else if option >= 0 {
        for index in subproblem.offsets[option]..<subproblem.offsets[option + 1] {
          let pair = subproblem.members[index]
          amounts[pair] = 1 - shares[sources[pair]]
        }
      }
    }
  }

  /// What each multiplier falls by where its target does not use the source.
  private static func fall(
    _ multipliers: [Double], _ floors: [Double], _ shares: [Double], _ sources: [Int],
    into amounts: inout [Double]
  ) {
    let (multipliers, floors) = (multipliers.span, floors.span)
    let (shares, sources) = (shares.span, sources.span)
    var amounts = amounts.mutableSpan
    for pair in sources.indices {
      amounts[pair] = multipliers[pair] > floors[pair] ? -shares[sources[pair]] : 0
    }
  }

  /// What follows for a selection that is to be better than `goal`: sources that have to be
  /// chosen or left out, transfers that cannot be used; nil where nothing new follows.
  func decisions(_ subproblem: Subproblem, goal: Double) -> Subproblem.Decisions? {
    let gap = bound - goal
    var decisions = Subproblem.Decisions(subproblem)
    var isFound = false
    for source in demand.indices {
      let cost = subproblem.costs[source]
      if isTaken[source] {
        guard demand[source] - exitPrice * cost >= gap else { continue }
        decisions.sources[source] = true
      } else {
        let entry = cost > 0 ? entryPrice * cost : 0
        guard entry - demand[source] >= gap else { continue }
        decisions.sources[source] = false
      }
      isFound = true
    }
    var dropped = 0
    for target in 0..<subproblem.targetCount {
      let own = subproblem.ownPairs[target]
      if own >= 0, decisions.sources[subproblem.pairSources[own]] == nil,
        worth[target] - (subproblem.ownValues[target] - multipliers[own]) >= gap
      {
        decisions.sources[subproblem.pairSources[own]] = false
        isFound = true
      }
      for option in subproblem.starts[target]..<subproblem.starts[target + 1] {
        var value = subproblem.values[option]
        for index in subproblem.offsets[option]..<subproblem.offsets[option + 1] {
          value -= multipliers[subproblem.members[index]]
        }
        guard worth[target] - value >= gap else { continue }
        decisions.isDropped[option] = true
        dropped += 1
      }
    }
    // Copying what is left takes about as long as an evaluation, so a few transfers can wait.
    return isFound || dropped > subproblem.values.count / 16 ? decisions : nil
  }
}
