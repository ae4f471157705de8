internal import Documents

/// How far a taxonomy stands above random ones that cost as much (paper, section 4.2).
package struct Significance: Sendable {
  /// One figure of the taxonomy, and the same figure of the random ones.
  package struct Figure: Equatable, Sendable {
    /// The taxonomy's.
    package let value: Double
    /// The mean of the random ones.
    package let mean: Double
    /// Their standard deviation; nil for a single draw.
    package let deviation: Double?
    /// Their 5th percentile.
    package let low: Double
    /// Their 95th percentile.
    package let high: Double
    /// The share of them that the taxonomy exceeds, ties counting half: 0...1.
    package let percentile: Double

    /// How many deviations the taxonomy lies above the mean; nil where nothing but rounding varies.
    package var z: Double? {
      deviation.flatMap { $0 > 1e-12 * max(abs(mean), 1e-300) ? (value - mean) / $0 : nil }
    }

    init?(_ value: Double?, _ samples: [Double]) {
      guard let value, let mean = Statistics.mean(samples) else { return nil }
      let sorted = samples.sorted()
      self.value = value
      self.mean = mean
      deviation = Statistics.deviation(samples)
      low = Statistics.quantile(0.05, ofSorted: sorted)
      high = Statistics.quantile(0.95, ofSorted: sorted)
      let below = samples.count { $0 < value }
      let equal = samples.count { $0 == value }
      percentile = (Double(below) + Double(equal) / 2) / Double(samples.count)
    }
  }

  /// The random taxonomies that were drawn.
  package let draws: Int
  /// The share of random selections of sources that served every target: 0...1.
  package let acceptance: Double
  /// The objective.
  package let objective: Figure?
  /// The mean gain; nil where it is unknown.
  package let gain: Figure?
  /// The mean quality; nil where it is unknown.
  package let quality: Figure?

  /// Compares `taxonomy` with random ones for the same problem.
  ///
  /// Random means: sources in random order as long as the budget allows; a supervised target
  /// uses its own network; every other target a random transfer whose sources are there.
  ///
  /// - Parameters:
  ///   - draws: how many random taxonomies; at least 1.
  ///   - seed: equal seeds give equal draws.
  ///   - isCancelled: asked before each draw; true stops.
  /// - Throws: `Failure` (data) where the taxonomy is infeasible, or where no random selection
  ///   serves every target; `Cancelled`.
  package init(
    of taxonomy: Taxonomy, for problem: TaxonomyProblem, draws: Int = 1000, seed: UInt64 = 0,
    isCancelled: CancellationCheck = { false }
  ) throws {
    precondition(draws > 0, "significance needs draws")
    guard taxonomy.status == .optimal else {
      throw Failure(.data, "an infeasible taxonomy has no significance: \(taxonomy.reason ?? "")")
    }
    var random = RandomTaxonomies(problem, seed: seed)
    var samples: [Taxonomy] = []
    while samples.count < draws, random.attempts < 200 * draws {
      if isCancelled() { throw Cancelled() }
      if let sample = random.next() { samples.append(sample) }
    }
    guard !samples.isEmpty else {
      throw Failure(
        .data,
        "none of \(random.attempts) random choices of sources serves every target; "
          + "significance needs a larger budget or fewer targets")
    }
    self.draws = samples.count
    acceptance = Double(samples.count) / Double(random.attempts)
    objective = Figure(taxonomy.objective, samples.compactMap(\.objective))
    gain = Figure(taxonomy.meanGain, samples.compactMap(\.meanGain))
    quality = Figure(taxonomy.meanQuality, samples.compactMap(\.meanQuality))
  }
}
