/// What the bound becomes where one source is chosen, or left out, at the same multipliers.
///
/// Where v is chosen, its rows `sum of the transfers into t that use v <= 1` hold by themselves, so
/// that their multipliers can be zero. With the bound L, demands d(v) = sum over t of w(t,v), the
/// worth u(t) of each target, and the knapsack's price p per unit of cost:
///
///     chosen(v)  = L + sum over t of max(0, max over e with v of (value(e) + w(t,v)
///                    - sum over s in e of w(t,s)) - u(t)) - max(d(v), p cost(v))
///
/// Where v is left out, no target can use it:
///
///     without(v) = L - sum over t of (u(t) - max over e without v of (value(e)
///                    - sum over s in e of w(t,s))) - max(0, d(v) - p cost(v))
struct SourceBounds {
  /// A bound for the selections that choose each free source.
  private(set) var chosen: [Double]
  /// A bound for those that leave it out.
  private(set) var without: [Double]

  /// The bounds at the multipliers of `relaxation`, which has been evaluated.
  init(_ subproblem: Subproblem, _ relaxation: Relaxation) {
    chosen = [Double](repeating: relaxation.bound, count: subproblem.sources.count)
    without = chosen
    for place in chosen.indices {
      let (cost, demand) = (subproblem.costs[place], relaxation.demand[place])
      chosen[place] -= max(demand, cost > 0 ? relaxation.entryPrice * cost : 0)
      without[place] -= max(0, demand - relaxation.exitPrice * cost)
    }
    Self.raise(&chosen, subproblem, relaxation)
    Self.lower(&without, subproblem, relaxation)
  }

  /// Sources are split by whose share is at least this part as far from whole as that of any other.
  private static let undecided = 0.7

  /// The place of the source to split by; nil where there is no source.
  ///
  /// Of those about whose `shares` the relaxation is least decided, the one whose worse part has the
  /// lowest bound, of equals the one whose better part has. Bounds alone would also split by sources
  /// that a fractional optimum takes whole: one of their parts changes nothing.
  func branchingPlace(shares: [Double]) -> Int? {
    let distances = shares.map { min($0, 1 - $0) }
    let least = Self.undecided * (distances.max() ?? 0)
    return chosen.indices.filter { distances[$0] >= least }.min { left, right in
      let (a, b) = (max(chosen[left], without[left]), max(chosen[right], without[right]))
      if a != b { return a < b }
      let (c, d) = (min(chosen[left], without[left]), min(chosen[right], without[right]))
      return c != d ? c < d : left < right
    }
  }

  /// Adds what each target gains where a source is free.
  private static func raise(
    _ bounds: inout [Double], _ subproblem: Subproblem, _ relaxation: Relaxation
  ) {
    let multipliers = relaxation.multipliers.span
    let (values, offsets) = (subproblem.values.span, subproblem.offsets.span)
    let (members, sources) = (subproblem.members.span, subproblem.pairSources.span)
    var bounds = bounds.mutableSpan
    var best = [Double](repeating: 0, count: subproblem.pairSources.count)
    for target in 0..<subproblem.targetCount {
      let worth = relaxation.worth[target]
      for transfer in subproblem.starts[target]..<subproblem.starts[target + 1] {
        if values[unchecked: transfer] <= worth { break }
        let range = offsets[unchecked: transfer]..<offsets[unchecked: transfer + 1]
        var value = values[unchecked: transfer] - worth
        for index in range { value -= multipliers[unchecked: members[unchecked: index]] }
        for index in range {
          let pair = members[unchecked: index]
          best[pair] = max(best[pair], value + multipliers[unchecked: pair])
        }
      }
      for pair in subproblem.pairStarts[target]..<subproblem.pairStarts[target + 1] {
        bounds[sources[pair]] += best[pair]
      }
      let own = subproblem.ownPairs[target]
      if own >= 0 { bounds[sources[own]] += subproblem.ownValues[target] - worth }
    }
  }

  /// Subtracts what each target loses where a source of its transfer is missing.
  private static func lower(
    _ bounds: inout [Double], _ subproblem: Subproblem, _ relaxation: Relaxation
  ) {
    for target in 0..<subproblem.targetCount {
      let transfer = relaxation.preferred[target]
      if transfer == Relaxation.own {
        let own = subproblem.ownPairs[target]
        let second = worth(of: target, without: own, subproblem, relaxation)
        bounds[subproblem.pairSources[own]] -= relaxation.worth[target] - second
      } else if transfer >= 0 {
        for index in subproblem.offsets[transfer]..<subproblem.offsets[transfer + 1] {
          let pair = subproblem.members[index]
          let second = worth(of: target, without: pair, subproblem, relaxation)
          bounds[subproblem.pairSources[pair]] -= relaxation.worth[target] - second
        }
      }
    }
  }

  /// The worth of the best transfer of a target that does not use `pair`.
  private static func worth(
    of target: Int, without pair: Int, _ subproblem: Subproblem, _ relaxation: Relaxation
  ) -> Double {
    let multipliers = relaxation.multipliers.span
    let (values, offsets) = (subproblem.values.span, subproblem.offsets.span)
    let members = subproblem.members.span
    var best = subproblem.restValues[target]
    let own = subproblem.ownPairs[target]
    if own >= 0, own != pair { best = max(best, subproblem.ownValues[target] - multipliers[own]) }
    for transfer in subproblem.starts[target]..<subproblem.starts[target + 1] {
      var value = values[unchecked: transfer]
      if value <= best { break }
      for index in offsets[unchecked: transfer]..<offsets[unchecked: transfer + 1] {
        let member = members[unchecked: index]
        value -= member == pair ? .infinity : multipliers[unchecked: member]
      }
      best = max(best, value)
    }
    return best
  }
}
