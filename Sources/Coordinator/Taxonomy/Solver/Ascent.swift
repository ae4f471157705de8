/// The state of a subgradient descent of the bound: step length, best multipliers, frequencies.
struct Ascent {
  /// The relaxation at the current multipliers.
  var relaxation: Relaxation
  /// The lowest bound so far, and where it was found.
  private(set) var bestBound = Double.infinity
  private(set) var bestMultipliers: [Double] = []
  /// How far the bound was above the goal when the subproblem was last reduced.
  var gapAtLastReduction = Double.infinity
  /// Evaluations so far.
  private(set) var iteration = 0

  // Measured together, on the published data and on synthetic instances of up to 200 tasks: a
  // slower decay finds tighter bounds and fewer nodes, but costs iterations where few are needed.
  private static let rootLimit = 1000
  private static let nodeLimit = 60
  private static let patience = 15
  private static let decay = 0.7
  private static let shortest = 2e-3
  private static let notable = 1e-4
  private static let memory = 0.95

  private static let checkInterval = 10
  private static let leastProgress = 0.2

  private let isRoot: Bool
  private let limit: Int
  private var boundAtCheck = Double.infinity
  private var nextCheck = checkInterval
  private var scale = 1.0
  private var stale = 0
  /// How often each source was taken of late, 0...1.
  private var frequency: [Double]
  private var bestDemand: [Double] = []

  /// A descent from the multipliers of `relaxation`; the root may take longer.
  init(_ relaxation: Relaxation, isRoot: Bool) {
    self.relaxation = relaxation
    self.isRoot = isRoot
    limit = isRoot ? Self.rootLimit : Self.nodeLimit
    frequency = [Double](repeating: 0, count: relaxation.demand.count)
  }

  /// Takes note of the evaluated relaxation; true where its bound is the best.
  mutating func note() -> Bool {
    iteration += 1
    for source in frequency.indices {
      let taken = relaxation.isTaken[source] ? 1.0 : 0
      frequency[source] += (1 - Self.memory) * (taken - frequency[source])
    }
    guard relaxation.bound < bestBound - 1e-12 else {
      stale += 1
      return false
    }
    let isNotable = relaxation.bound < bestBound - Self.notable * abs(bestBound)
    stale = isNotable ? 0 : stale + 1
    bestBound = relaxation.bound
    bestMultipliers = relaxation.multipliers
    bestDemand = relaxation.demand
    return true
  }

  /// Takes the next step; false where there is no more to gain.
  mutating func advance(_ subproblem: Subproblem, goal: Double) -> Bool {
    if stale >= Self.patience {
      scale *= Self.decay
      stale = 0
      relaxation.multipliers = bestMultipliers
      relaxation.evaluate(subproblem)
      if scale < Self.shortest { return false }
    }
    guard iteration < limit, isPromising(goal: goal) else { return false }
    return relaxation.step(subproblem, goal: goal, scale: scale)
  }

  /// Whether the bound still falls fast enough to reach the goal; at the root, always.
  ///
  /// Below the root, branching is cheaper than squeezing out the last of a bound that will not
  /// settle the subproblem.
  private mutating func isPromising(goal: Double) -> Bool {
    guard !isRoot, iteration >= nextCheck else { return true }
    let progress = boundAtCheck - bestBound
    boundAtCheck = bestBound
    nextCheck = iteration + Self.checkInterval
    return progress > Self.leastProgress * (bestBound - goal)
  }

  /// Goes on in a smaller subproblem, from the multipliers carried over.
  mutating func restart(
    _ subproblem: Subproblem, from parent: Subproblem, multipliers: [Double]
  ) {
    var frequencies: [Int: Double] = [:]
    for (place, source) in parent.sources.enumerated() { frequencies[source] = frequency[place] }
    frequency = subproblem.sources.map { frequencies[$0] ?? 0 }
    relaxation = Relaxation(subproblem, multipliers: multipliers)
    bestMultipliers = multipliers
    bestBound = .infinity
  }

  /// The place of the source whose part is the least certain, weighed by how much it is wanted
  /// and by `weights`; nil where nothing was evaluated.
  func branchingPlace(_ weights: [Double]) -> Int? {
    guard !bestDemand.isEmpty else { return nil }
    let scores = frequency.indices.map { source in
      bestDemand[source] * weights[source] * (1 - 2 * abs(frequency[source] - 0.5) + 1e-6)
    }
    return scores.indices.max { left, right in
      scores[left] != scores[right] ? scores[left] < scores[right] : left > right
    }
  }
}
