/// The next best choices of sources, and what each of them loses.
package struct Alternatives: Sendable {
  /// A choice of sources that is not the best.
  package struct Alternative: Equatable, Sendable {
    /// The best taxonomy with these sources.
    package let taxonomy: Taxonomy
    /// How far its objective is below the optimum; zero for a tie.
    package let loss: Double
  }

  /// The optimum.
  package let best: Taxonomy
  /// What follows, the smallest loss first; fewer than asked for where there are no more.
  package let alternatives: [Alternative]

  /// Finds the optimum and the next best choices.
  ///
  /// Choices are told apart by the sources that their transfers use, and each lacks a source of
  /// every better one: mere additions to a better choice are none. The space is split by the
  /// sources of each choice found, in the manner of Lawler (1972).
  ///
  /// - Parameters:
  ///   - count: how many alternatives to find; zero or more.
  ///   - isCancelled: asked every few iterations; true stops.
  /// - Throws: `Cancelled`.
  package init(
    _ problem: TaxonomyProblem, count: Int, isCancelled: @escaping CancellationCheck = { false }
  ) throws(Cancelled) {
    var search = AlternativeSearch(problem, isCancelled)
    search.open(chosen: [], excluded: [], bound: .infinity)
    guard count > 0, let root = try search.takeBest(of: 1), let optimum = root.taxonomy.objective
    else {
      best = try TaxonomySolver.solve(problem, isCancelled: isCancelled)
      alternatives = []
      return
    }
    best = root.taxonomy
    search.split(root.part)
    var better = [Set(root.taxonomy.sources)]
    var found: [Alternative] = []
    while found.count < count, let next = try search.takeBest(of: count - found.count) {
      let sources = Set(next.taxonomy.sources)
      if !better.contains(where: { $0.isSubset(of: sources) }) {
        let loss = max(0, optimum - (next.taxonomy.objective ?? optimum))
        found.append(Alternative(taxonomy: next.taxonomy, loss: loss))
        better.append(sources)
      }
      search.split(next.part)
    }
    alternatives = found
  }
}
