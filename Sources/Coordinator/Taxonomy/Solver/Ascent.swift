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

  private let limit: Int
  private var scale: Double
  private var stale = 0
  /// How often each source was taken of late, 0...1.
  private var frequency: [Double]
  private var bestDemand: [Double] = []

  /// A descent from the multipliers of `relaxation`; the root may take longer.
  init(_ relaxation: Relaxation, isRoot: Bool) {
    self.relaxation = relaxation
    limit = isRoot ? 400 : 40
    scale = isRoot ? 1 : 0.5
    frequency = [Double](repeating: 0, count: relaxation.demand.count)
  }

  /// Takes note of the evaluated relaxation; true where its bound is the best.
  mutating func note() -> Bool {
    iteration += 1
    for source in frequency.indices {
      frequency[source] = 0.9 * frequency[source] + (relaxation.isTaken[source] ? 0.1 : 0)
    }
    guard relaxation.bound < bestBound - 1e-12 else {
      stale += 1
      return false
    }
    let isNotable = relaxation.bound < bestBound - 1e-4 * abs(bestBound)
    stale = isNotable ? 0 : stale + 1
    bestBound = relaxation.bound
    bestMultipliers = relaxation.multipliers
    bestDemand = relaxation.demand
    return true
  }

  /// Takes the next step; false where there is no more to gain.
  mutating func advance(_ subproblem: Subproblem, goal: Double) -> Bool {
    if stale >= 10 {
      scale *= 0.6
      stale = 0
      relaxation.multipliers = bestMultipliers
      relaxation.evaluate(subproblem)
      if scale < 1e-3 { return false }
    }
    guard iteration < limit else { return false }
    return relaxation.step(subproblem, goal: goal, scale: scale)
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

  /// The source whose part is the least certain, weighed by how much it is wanted.
  var branchingSource: Int? {
    guard !bestDemand.isEmpty else { return nil }
    let scores = frequency.indices.map { source in
      bestDemand[source] * (1 - 2 * abs(frequency[source] - 0.5) + 1e-6)
    }
    return scores.indices.max { left, right in
      scores[left] != scores[right] ? scores[left] < scores[right] : left > right
    }
  }
}
