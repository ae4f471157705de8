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
    best = try TaxonomySolver.solve(problem, isCancelled: isCancelled)
    guard count > 0, let optimum = best.objective else {
      alternatives = []
      return
    }
    var search = Search(problem, isCancelled)
    try search.open(chosen: [], excluded: [])
    var better: [Set<String>] = []
    var found: [Alternative] = []
    while found.count < count, let next = search.takeBest() {
      let sources = Set(next.taxonomy.sources)
      if !better.contains(where: { $0.isSubset(of: sources) }) {
        if !better.isEmpty, let objective = next.taxonomy.objective {
          found.append(Alternative(taxonomy: next.taxonomy, loss: max(0, optimum - objective)))
        }
        better.append(sources)
      }
      try search.split(next)
    }
    alternatives = found
  }
}

/// The parts of the space that are still open, each with its best choice.
private struct Search {
  struct Part {
    let chosen: Set<Int>
    let excluded: Set<Int>
    let selection: [Bool]
    let taxonomy: Taxonomy
  }

  private let problem: TaxonomyProblem
  private let program: SelectionProblem
  private let isCancelled: CancellationCheck
  private var parts: [Part] = []

  init(_ problem: TaxonomyProblem, _ isCancelled: @escaping CancellationCheck) {
    self.problem = problem
    self.isCancelled = isCancelled
    program = SelectionProblem(problem)
  }

  /// Solves the part where these sources are chosen and those left out, if it has a solution.
  mutating func open(chosen: Set<Int>, excluded: Set<Int>) throws(Cancelled) {
    let part = program.fixing(chosen: chosen, excluded: excluded)
    guard part.budget >= -SelectionProblem.budgetSlack,
      var selection = try TaxonomySolver.optimum(of: part, isCancelled)
    else { return }
    for source in chosen { selection[source] = true }
    let transfers = part.targets.compactMap { part.best($0, selection)?.transfer }
    let taxonomy = Taxonomy(transfers, of: problem)
    for (index, name) in problem.sources.enumerated() where !chosen.contains(index) {
      selection[index] = taxonomy.sources.contains(name)
    }
    parts.append(
      Part(chosen: chosen, excluded: excluded, selection: selection, taxonomy: taxonomy))
  }

  /// Removes and returns the part with the highest objective; the earliest of equals.
  mutating func takeBest() -> Part? {
    var best: Int?
    for index in parts.indices {
      guard let objective = parts[index].taxonomy.objective else { continue }
      if let best, let other = parts[best].taxonomy.objective, other >= objective { continue }
      best = index
    }
    return best.map { parts.remove(at: $0) }
  }

  /// Opens the parts that lack a source of this part's choice: without the first; with the first
  /// but without the second; and so on.
  mutating func split(_ part: Part) throws(Cancelled) {
    var chosen = part.chosen
    for source in part.selection.indices where part.selection[source] && !chosen.contains(source) {
      try open(chosen: chosen, excluded: part.excluded.union([source]))
      chosen.insert(source)
    }
  }
}
