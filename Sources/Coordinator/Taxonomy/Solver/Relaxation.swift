/// The Lagrangian relaxation of a subproblem, at given multipliers.
///
/// Formulation: for every target t and source v, the transfers into t that use v are together at
/// most y(v). These rows are priced into the objective by multipliers w(t,v), after which every
/// target chooses its transfer for itself and the sources are a fractional knapsack; the sum is
/// an upper bound for every selection:
///
///     L(w) = sum over t of max over e (value(e) - sum over v in e of w(t,v))
///          + max over y within the budget of (sum over v of y(v) (sum over t of w(t,v)))
///
/// A target's own network in exclusive mode is an equality,
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
  /// The transfer that each target prefers, or `Relaxation.own` or `Relaxation.rest`.
  private(set) var preferred: [Int]
  /// What that transfer is worth after prices.
  private(set) var worth: [Double]
  /// The least a source outside the knapsack loses by entering, per unit of cost, and the most
  /// one inside saves by leaving, per unit of cost.
  private(set) var entryPrice = 0.0
  private(set) var exitPrice = 0.0
  /// The sources, the most wanted per unit of cost first; nearly sorted from one call to the next.
  private(set) var order: [Int]

  /// Whether some target prefers its rest, so that the bound is not as tight as it could be.
  private(set) var prefersRest = false

  /// Marks a target that prefers its own network.
  static let own = -2
  /// Marks a target that prefers its rest.
  static let rest = -3

  /// The direction of the last step: subgradients, the older the less.
  private var direction: [Double]
  /// How much of the last direction the next one keeps: without it, steps zigzag.
  private static let inertia = 0.5
  /// Below what each multiplier cannot fall: zero, or nothing for a target's own network.
  private var floors: [Double]
  /// How much of each source the knapsack takes, 0...1.
  private var shares: [Double]
  /// The same on average over the steps, the older the less: about what a fractional optimum takes.
  private(set) var averageShares: [Double]
  /// How much of the averages the next one keeps.
  private static let memory = 0.95
  private var density: [Double]
  /// For each target, the end of its pairs whose multipliers may differ from zero.
  ///
  /// A multiplier leaves zero only after its target preferred a transfer that uses the pair, and
  /// pairs come in the order of the transfers, the best first: so those are the first few.
  private var activeEnds: [Int]
  /// The common cost of all sources, where they have one.
  private let unitCost: Double?

  /// A relaxation at the given multipliers, one a pair.
  init(_ subproblem: Subproblem, multipliers: [Double]) {
    let count = subproblem.sources.count
    self.multipliers = multipliers
    demand = [Double](repeating: 0, count: count)
    density = demand
    isTaken = [Bool](repeating: false, count: count)
    preferred = [Int](repeating: Self.rest, count: subproblem.targetCount)
    worth = [Double](repeating: 0, count: subproblem.targetCount)
    order = Array(0..<count)
    shares = demand
    averageShares = [Double](repeating: 0.5, count: count)
    direction = [Double](repeating: 0, count: multipliers.count)
    floors = direction
    for own in subproblem.ownPairs where own >= 0 { floors[own] = -.infinity }
    activeEnds = (0..<subproblem.targetCount).map { target in
      let start = subproblem.pairStarts[target]
      var end = subproblem.pairStarts[target + 1]
      while end > start, multipliers[end - 1] == 0 { end -= 1 }
      return max(end, subproblem.ownPairs[target] + 1)
    }
    let first = subproblem.costs.first ?? 0
    unitCost = first > 0 && subproblem.costs.allSatisfy { $0 == first } ? first : nil
  }

  /// Recomputes the bound and everything beside it.
  mutating func evaluate(_ subproblem: Subproblem) {
    Self.sum(multipliers, subproblem, activeEnds, into: &demand)
    Self.choose(subproblem, multipliers, &preferred, &worth)
    prefersRest = false
    bound = subproblem.base
    for target in preferred.indices {
      bound += worth[target]
      if preferred[target] == Self.rest { prefersRest = true }
      guard preferred[target] >= 0 else { continue }
      let transfer = preferred[target]
      for index in subproblem.offsets[transfer]..<subproblem.offsets[transfer + 1] {
        activeEnds[target] = max(activeEnds[target], subproblem.members[index] + 1)
      }
    }
    bound += unitCost.map { fillUnits(subproblem, $0) } ?? fill(subproblem)
  }

  /// Adds the multipliers of each source's pairs.
  private static func sum(
    _ multipliers: [Double], _ subproblem: Subproblem, _ ends: [Int], into demand: inout [Double]
  ) {
    for source in demand.indices { demand[source] = 0 }
    let (multipliers, ends) = (multipliers.span, ends.span)
    let (sources, starts) = (subproblem.pairSources.span, subproblem.pairStarts.span)
    var demand = demand.mutableSpan
    for target in ends.indices {
      for pair in starts[target]..<ends[target] { demand[sources[pair]] += multipliers[pair] }
    }
  }

  /// Every target's best transfer after prices, and what it is worth.
  ///
  /// Reads unchecked, like the other loops over pairs and transfers: their places were made by
  /// `Reduction`, beside the arrays that they lead to.
  private static func choose(
    _ subproblem: Subproblem, _ multipliers: [Double], _ preferred: inout [Int],
    _ worth: inout [Double]
  ) {
    let (multipliers, values) = (multipliers.span, subproblem.values.span)
    let (offsets, members) = (subproblem.offsets.span, subproblem.members.span)
    let starts = subproblem.starts.span
    var preferred = preferred.mutableSpan
    var worth = worth.mutableSpan
    for target in preferred.indices {
      var best = subproblem.restValues[target]
      var choice = Self.rest
      let own = subproblem.ownPairs[target]
      if own >= 0, subproblem.ownValues[target] - multipliers[own] >= best {
        best = subproblem.ownValues[target] - multipliers[own]
        choice = Self.own
      }
      for transfer in starts[target]..<starts[target + 1] {
        var value = values[unchecked: transfer]
        // Prices of transfers are not negative, so no later one can do better.
        if value <= best { break }
        for index in offsets[unchecked: transfer]..<offsets[unchecked: transfer + 1] {
          value -= multipliers[unchecked: members[unchecked: index]]
        }
        if value > best {
          best = value
          choice = transfer
        }
      }
      preferred[target] = choice
      worth[target] = best
    }
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

  /// Moves the multipliers by `scale` times the Polyak step to `goal`; false where the direction
  /// vanishes.
  mutating func step(_ subproblem: Subproblem, goal: Double, scale: Double) -> Bool {
    for source in shares.indices { shares[source] = isTaken[source] ? 1 : 0 }
    if partial.source >= 0 { shares[partial.source] = partial.share }
    for source in shares.indices {
      averageShares[source] += (1 - Self.memory) * (shares[source] - averageShares[source])
    }
    turn(subproblem)
    let norm = Self.norm(of: &direction, multipliers, floors, subproblem, activeEnds)
    guard norm > 0 else { return false }
    let factor = scale * (bound - goal) / norm
    Self.move(&multipliers, by: factor, direction, floors, subproblem, activeEnds)
    return true
  }

  /// Forgets the last direction.
  mutating func rest() {
    for pair in direction.indices { direction[pair] = 0 }
  }

  /// Turns the direction towards the negated subgradient: whether a target uses a source, less how
  /// much of it the knapsack takes.
  private mutating func turn(_ subproblem: Subproblem) {
    Self.fall(&direction, shares, subproblem, activeEnds)
    for target in preferred.indices {
      let transfer = preferred[target]
      if transfer == Self.own {
        direction[subproblem.ownPairs[target]] += 1
      } else if transfer >= 0 {
        for index in subproblem.offsets[transfer]..<subproblem.offsets[transfer + 1] {
          direction[subproblem.members[index]] += 1
        }
      }
    }
  }

  private static func fall(
    _ direction: inout [Double], _ shares: [Double], _ subproblem: Subproblem, _ ends: [Int]
  ) {
    let (shares, ends) = (shares.span, ends.span)
    let (sources, starts) = (subproblem.pairSources.span, subproblem.pairStarts.span)
    var direction = direction.mutableSpan
    for target in ends.indices {
      for pair in starts[target]..<ends[target] {
        direction[pair] = inertia * direction[pair] - shares[sources[pair]]
      }
    }
  }

  /// The squared length of a direction, after what would take multipliers below their floors is
  /// removed from it.
  private static func norm(
    of direction: inout [Double], _ multipliers: [Double], _ floors: [Double],
    _ subproblem: Subproblem, _ ends: [Int]
  ) -> Double {
    let (multipliers, floors, ends) = (multipliers.span, floors.span, ends.span)
    let starts = subproblem.pairStarts.span
    var direction = direction.mutableSpan
    var norm = 0.0
    for target in ends.indices {
      for pair in starts[target]..<ends[target] {
        let slope = direction[unchecked: pair]
        let isHeld = slope < 0 && multipliers[unchecked: pair] <= floors[unchecked: pair]
        let kept = isHeld ? 0 : slope
        direction[unchecked: pair] = kept
        norm += kept * kept
      }
    }
    return norm
  }

  private static func move(
    _ multipliers: inout [Double], by factor: Double, _ direction: [Double], _ floors: [Double],
    _ subproblem: Subproblem, _ ends: [Int]
  ) {
    let (direction, floors, ends) = (direction.span, floors.span, ends.span)
    let starts = subproblem.pairStarts.span
    var multipliers = multipliers.mutableSpan
    for target in ends.indices {
      for pair in starts[target]..<ends[target] {
        let moved = multipliers[unchecked: pair] + factor * direction[unchecked: pair]
        multipliers[unchecked: pair] = max(floors[unchecked: pair], moved)
      }
    }
  }

  /// What follows for a selection that is to be better than `goal`: sources that have to be
  /// chosen or left out, transfers that cannot be used; nil where nothing new follows.
  func decisions(_ subproblem: Subproblem, goal: Double) -> Subproblem.Decisions? {
    let gap = bound - goal
    var decisions = Subproblem.Decisions(subproblem)
    var isFound = false
    let bounds = SourceBounds(subproblem, self)
    for source in demand.indices {
      if bounds.without[source] <= goal {
        decisions.sources[source] = true
      } else if bounds.chosen[source] <= goal {
        decisions.sources[source] = false
      } else {
        continue
      }
      isFound = true
    }
    var dropped = 0
    for target in 0..<subproblem.targetCount {
      decisions.isRestWanted[target] = preferred[target] == Self.rest
      decisions.isRestDropped[target] = worth[target] - subproblem.restValues[target] >= gap
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
    return isFound || prefersRest || dropped > subproblem.values.count / 16 ? decisions : nil
  }
}
