/// Computes taxonomies exactly, as the paper's integer program (section 3.4) defines them.
///
/// A Lagrangian branch and bound on the strong formulation; deterministic. It may run on many threads
/// at once, and uses all cores where a program is large.
package enum TaxonomySolver {
  /// The best taxonomy of a problem, or the proof that there is none.
  ///
  /// - Parameter isCancelled: asked every few iterations; true stops.
  /// - Throws: `Cancelled`.
  package static func solve(
    _ problem: TaxonomyProblem, isCancelled: @escaping CancellationCheck = { false }
  ) throws(Cancelled) -> Taxonomy {
    let program = SelectionProblem(problem)
    guard let optimum = try optimum(of: program, isCancelled) else {
      return Taxonomy(
        infeasible: Infeasibility.reason(problem, program), budget: problem.options.budget)
    }
    return Taxonomy(program.transfers(optimum), of: problem)
  }

  /// One taxonomy per budget, in the order of `budgets`.
  ///
  /// - Throws: `Cancelled`.
  package static func solve(
    _ problem: TaxonomyProblem, budgets: [Double],
    isCancelled: @escaping CancellationCheck = { false }
  ) throws(Cancelled) -> [Taxonomy] {
    var taxonomies: [Taxonomy] = []
    for budget in budgets {
      taxonomies.append(try solve(problem.with(budget: budget), isCancelled: isCancelled))
    }
    return taxonomies
  }

  /// The best selection of sources; nil where none is feasible.
  static func optimum(
    of program: SelectionProblem, _ isCancelled: @escaping CancellationCheck
  ) throws(Cancelled) -> [Bool]? {
    guard program.targets.allSatisfy({ !$0.options.isEmpty || $0.own != nil }) else { return nil }
    var incumbent = Incumbent(program)
    guard let start = try FeasibleStart.selection(of: program, isCancelled) else { return nil }
    incumbent.offer(start)
    incumbent.offerNeighbours()
    var search = BranchAndBound(program, incumbent: incumbent, isCancelled: isCancelled)
    try search.run()
    return search.incumbent.selection.isEmpty ? nil : search.incumbent.selection
  }
}
