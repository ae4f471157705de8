/// The state of a subgradient descent of the bound: step length, lowest bound, best multipliers.
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
  private static let nodeLimit = 120
  private static let patience = 15
  private static let decay = 0.7
  private static let shortest = 2e-3
  private static let notable = 1e-4

  private static let checkInterval = 10
  private static let leastProgress = 0.2

  private let isRoot: Bool
  private let limit: Int
  private var boundAtCheck = Double.infinity
  private var nextCheck = checkInterval
  private var scale = 1.0
  private var stale = 0

  /// A descent from the multipliers of `relaxation`; the root may take longer.
  init(_ relaxation: Relaxation, isRoot: Bool) {
    self.relaxation = relaxation
    self.isRoot = isRoot
    limit = isRoot ? Self.rootLimit : Self.nodeLimit
  }

  /// Takes note of the evaluated relaxation; true where its bound is the best.
  mutating func note() -> Bool {
    iteration += 1
    guard relaxation.bound < bestBound - 1e-12 else {
      stale += 1
      return false
    }
    let isNotable = relaxation.bound < bestBound - Self.notable * abs(bestBound)
    stale = isNotable ? 0 : stale + 1
    bestBound = relaxation.bound
    bestMultipliers = relaxation.multipliers
    return true
  }

  /// Takes the next step; false where there is no more to gain.
  mutating func advance(_ subproblem: Subproblem, goal: Double) -> Bool {
    if stale >= Self.patience {
      scale *= Self.decay
      stale = 0
      returnToBest(subproblem)
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

  /// Evaluates the relaxation where the bound was lowest.
  mutating func returnToBest(_ subproblem: Subproblem) {
    relaxation.multipliers = bestMultipliers
    relaxation.rest()
    relaxation.evaluate(subproblem)
  }

  /// Goes on in a smaller subproblem, from the multipliers carried over.
  mutating func restart(_ subproblem: Subproblem, multipliers: [Double]) {
    relaxation = Relaxation(subproblem, multipliers: multipliers)
    bestMultipliers = multipliers
    bestBound = .infinity
  }
}
