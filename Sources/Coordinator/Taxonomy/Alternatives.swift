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
  /// every better one: mere additions to a better choice are none. Each search goes on from the
  /// last choice, one of whose sources it has to give up.
  ///
  /// - Parameters:
  ///   - best: the optimum, where it is known already.
  ///   - count: how many alternatives to find; zero or more.
  ///   - isCancelled: asked every few iterations; true stops.
  /// - Throws: `Cancelled`.
  package init(
    _ problem: TaxonomyProblem, best: Taxonomy? = nil, count: Int,
    isCancelled: @escaping CancellationCheck = { false }
  ) throws(Cancelled) {
    self.best =
      if let best { best } else { try TaxonomySolver.solve(problem, isCancelled: isCancelled) }
    var program = SelectionProblem(problem)
    var found: [Alternative] = []
    var last = self.best
    while let optimum = self.best.objective, found.count < count, !last.sources.isEmpty {
      let used = Set(last.sources)
      program.forbidden.append(
        problem.sources.indices.filter { used.contains(problem.sources[$0]) })
      guard let selection = try TaxonomySolver.optimum(of: program, isCancelled) else { break }
      last = Taxonomy(program.transfers(selection), of: problem)
      let loss = max(0, optimum - (last.objective ?? optimum))
      found.append(Alternative(taxonomy: last, loss: loss))
    }
    alternatives = found
  }
}
