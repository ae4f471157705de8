/// The supervision saved for random sets of targets of one size.
///
/// The paper says that the labels for a set of ten tasks can be reduced by about two thirds at
/// nearly the same performance (abstract); which ten is chance here, so that the claim is tested
/// for any. Supervised sources need not be in the set.
package struct SavedForSets: Equatable, Sendable {
  /// What one budget gives, over all sets for which it suffices.
  package struct Level: Equatable, Sendable {
    /// The supervision budget.
    package let budget: Double
    /// The labels, summed over the sets.
    package let saved: SupervisionSaved
    /// The mean quality; nil where it is not known.
    package let quality: Double?
    /// What holds the mean qualities of 95% of the sets; nil where they are not known.
    package let spread: Interval?
  }

  /// The number of targets in a set.
  package let size: Int
  /// The number of sets.
  package let count: Int
  /// A level per whole budget from 1 to `size`, as far as any set can be served.
  package let levels: [Level]

  /// Draws `count` sets of `size` targets and solves each for every budget.
  ///
  /// - Parameters:
  ///   - count: how many sets to draw; at least 1.
  ///   - seed: of the draws.
  ///   - isCancelled: asked every few iterations; true stops.
  /// - Returns: nil where there are no more than `size` targets.
  /// - Throws: `Failure`, where `TaxonomyProblem` would; `Cancelled`.
  package init?(
    of problem: TaxonomyProblem, labels: SupervisionSaved.Labels, size: Int = 10, count: Int = 50,
    seed: UInt64 = 0, isCancelled: @escaping CancellationCheck = { false }
  ) throws {
    precondition(size > 0 && count > 0, "a set has targets, and there is one at least")
    guard problem.targets.count > size else { return nil }
    self.size = size
    self.count = count
    let problems = try (0..<count).map { number in
      var stream = RandomStream(seed: seed, number: UInt64(number))
      var targets = problem.targets
      stream.shuffle(&targets)
      var options = problem.options
      options.targets = targets.prefix(size).sorted()
      return try TaxonomyProblem(
        affinities: problem.affinities, gain: problem.gain, quality: problem.quality,
        options: options)
    }
    var levels: [Level] = []
    for budget in 1...size {
      var solved: [(taxonomy: Taxonomy, saved: SupervisionSaved)] = []
      for problem in problems {
        let taxonomy = try TaxonomySolver.solve(
          problem.with(budget: Double(budget)), isCancelled: isCancelled)
        guard taxonomy.status == .optimal else { continue }
        solved.append((taxonomy, SupervisionSaved(by: taxonomy, for: problem, labels: labels)))
      }
      guard !solved.isEmpty else { continue }
      let qualities = solved.compactMap(\.taxonomy.meanQuality)
      levels.append(
        Level(
          budget: Double(budget), saved: SupervisionSaved(sum: solved.map(\.saved)),
          quality: Statistics.mean(qualities),
          spread: qualities.isEmpty ? nil : Interval(middle: 0.95, of: qualities)))
    }
    self.levels = levels
  }
}
