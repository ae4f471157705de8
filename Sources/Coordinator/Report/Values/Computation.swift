package import Documents
package import Taxonomy

/// Runs long computations of the taxonomy, which nobody cancels, for people.
package enum Computation {
  /// What `body` returns.
  ///
  /// - Parameter what: what it does, for the message: `solving the taxonomy`.
  /// - Throws: the `Failure` of `body`; any other error as a `Failure` (software).
  package static func perform<Result>(
    _ what: String, _ body: () throws -> Result
  ) throws(Failure) -> Result {
    do {
      return try body()
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.software, "\(what): \(error)")
    }
  }

  /// The taxonomy of each budget.
  ///
  /// - Throws: `Failure` (software) where the solver fails.
  package static func solve(
    _ problem: TaxonomyProblem, budgets: [Double]
  ) throws(Failure) -> [Taxonomy] {
    try perform("solving the taxonomy") { try TaxonomySolver.solve(problem, budgets: budgets) }
  }
}
