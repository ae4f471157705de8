internal import Documents
internal import Taxonomy

/// Runs a long computation of the taxonomy for a command.
enum SolverRun {
  /// What `body` returns.
  ///
  /// - Throws: the `Failure` of `body`; any other error as a fault of the program.
  static func perform<Result>(
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
  static func solve(
    _ problem: TaxonomyProblem, budgets: [Double]
  ) throws(Failure) -> [Taxonomy] {
    try perform("solving the taxonomy") { try TaxonomySolver.solve(problem, budgets: budgets) }
  }
}
