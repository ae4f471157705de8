/// The Lagrangian relaxation of a subproblem, at given multipliers.
///
/// Formulation: for every target t and source v, the transfers into t that use v are together at
/// most y(v). These rows are priced into the objective by multipliers w(t,v), after which every
/// target chooses its transfer for itself and the sources are a fractional knapsack; the sum is
/// an upper bound for every selection. A target's own network in exclusive mode is an equality,
/// so its multiplier may have any sign; all others are zero or more.
struct Relaxation {
  /// Multipliers, [targets][sources].
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

  /// A change of one multiplier: against the subgradient by `amount`, not below `least`.
  private struct Move {
    let index: Int
    let amount: Double
    let least: Double
  }

  private var moves: [Move] = []
  private var density: [Double]
  /// The common cost of all sources, where they have one.
  private let unitCost: Double?
  private var stamps: [Int]
  private var stamp = 0

  /// A relaxation at the given multipliers, [targets][sources].
  init(_ subproblem: Subproblem, multipliers: [Double]) {
    let count = subproblem.sources.count
    self.multipliers = multipliers
    demand = [Double](repeating: 0, count: count)
    density = demand
    isTaken = [Bool](repeating: false, count: count)
    preferred = [Int](repeating: -1, count: subproblem.targetCount)
    worth = [Double](repeating: 0, count: subproblem.targetCount)
    order = Array(0..<count)
    stamps = [Int](repeating: 0, count: count)
    let first = subproblem.costs.first ?? 0
    unitCost = first > 0 && subproblem.costs.allSatisfy { $0 == first } ? first : nil
  }

  /// Recomputes the bound and everything beside it.
  mutating func evaluate(_ subproblem: Subproblem) {
    sumDemand()
    bound = subproblem.base + choosePreferred(subproblem)
    bound += unitCost.map { fillUnits(subproblem, $0) } ?? fill(subproblem)
  }

  private mutating func sumDemand() {
    let count = demand.count
    multipliers.withUnsafeBufferPointer { multipliers in
      demand.withUnsafeMutableBufferPointer { demand in
        for source in 0..<count { demand[source] = 0 }
        for start in stride(from: 0, to: multipliers.count, by: max(count, 1)) {
          for source in 0..<count { demand[source] += multipliers[start + source] }
        }
      }
    }
  }

  /// Every target's best transfer after prices, and the sum of their worth.
  private mutating func choosePreferred(_ subproblem: Subproblem) -> Double {
    let count = demand.count
    var total = 0.0
    multipliers.withUnsafeBufferPointer { multipliers in
      subproblem.values.withUnsafeBufferPointer { values in
        subproblem.offsets.withUnsafeBufferPointer { offsets in
          subproblem.members.withUnsafeBufferPointer { members in
            for target in 0..<subproblem.targetCount {
              let row = UnsafeBufferPointer(
                rebasing: multipliers[target * count..<(target + 1) * count])
              var best = -Double.infinity
              var preferred = -1
              let own = subproblem.ownSources[target]
              if own >= 0 {
                best = subproblem.ownValues[target] - row[own]
                preferred = Self.own
              }
              for option in subproblem.starts[target]..<subproblem.starts[target + 1] {
                var value = values[option]
                // Prices of transfers are not negative, so no later one can do better.
                if value <= best { break }
                for index in offsets[option]..<offsets[option + 1] {
                  value -= row[members[index]]
                }
                if value > best {
                  best = value
                  preferred = option
                }
              }
              self.preferred[target] = preferred
              worth[target] = best
              total += best
            }
          }
        }
      }
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
    moves.removeAll(keepingCapacity: true)
    let taken = isTaken.indices.filter { isTaken[$0] || $0 == partial.source }
    for target in 0..<subproblem.targetCount { collectMoves(target, subproblem, taken) }
    var norm = 0.0
    for move in moves { norm += move.amount * move.amount }
    guard norm > 0 else { return false }
    let change = scale * (bound - goal) / norm
    multipliers.withUnsafeMutableBufferPointer { multipliers in
      for move in moves {
        multipliers[move.index] = max(
          move.least, multipliers[move.index] + change * move.amount)
      }
    }
    return true
  }

  /// Collects the nonzero elements of one target's subgradient, negated: whether the target uses
  /// a source, less how much of it the knapsack takes.
  private mutating func collectMoves(
    _ target: Int, _ subproblem: Subproblem, _ taken: [Int]
  ) {
    let row = target * demand.count
    let own = subproblem.ownSources[target]
    let option = preferred[target]
    stamp += 1
    if option == Self.own {
      raise(own, row)
    } else if option >= 0 {
      for index in subproblem.offsets[option]..<subproblem.offsets[option + 1] {
        raise(subproblem.members[index], row)
      }
    }
    let share = partial.share
    let partialSource = partial.source
    let stamp = stamp
    stamps.withUnsafeBufferPointer { stamps in
      multipliers.withUnsafeBufferPointer { multipliers in
        for source in taken where stamps[source] != stamp {
          let isFree = source == own
          guard multipliers[row + source] > 0 || isFree else { continue }
          moves.append(
            Move(
              index: row + source, amount: source == partialSource ? -share : -1,
              least: isFree ? -.infinity : 0))
        }
      }
    }
  }

  /// Makes a source dearer that a target uses and the knapsack does not take whole.
  private mutating func raise(_ source: Int, _ row: Int) {
    stamps[source] = stamp
    guard !isTaken[source] else { return }
    let lack = source == partial.source ? 1 - partial.share : 1
    moves.append(Move(index: row + source, amount: lack, least: -.infinity))
  }

  /// What follows for a selection that is to be better than `goal`: sources that have to be
  /// chosen or left out, transfers that cannot be used; nil where nothing new follows.
  func decisions(_ subproblem: Subproblem, goal: Double) -> Subproblem.Decisions? {
    let gap = bound - goal
    var decisions = Subproblem.Decisions(subproblem)
    var found = 0
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
      found += 1
    }
    for target in 0..<subproblem.targetCount {
      let row = target * demand.count
      let own = subproblem.ownSources[target]
      if own >= 0, decisions.sources[own] == nil,
        worth[target] - (subproblem.ownValues[target] - multipliers[row + own]) >= gap
      {
        decisions.sources[own] = false
        found += 1
      }
      for option in subproblem.starts[target]..<subproblem.starts[target + 1] {
        var value = subproblem.values[option]
        for index in subproblem.offsets[option]..<subproblem.offsets[option + 1] {
          value -= multipliers[row + subproblem.members[index]]
        }
        guard worth[target] - value >= gap else { continue }
        decisions.isDropped[option] = true
        found += 1
      }
    }
    return found > 0 ? decisions : nil
  }
}
