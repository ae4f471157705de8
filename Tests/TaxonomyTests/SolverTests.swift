import Taxonomy
import Testing

@Suite struct SolverTests {
  @Test func agreesWithExhaustiveSearch() throws {
    for seed in 0..<4000 {
      var instances = Instances(seed: seed)
      let problem = try instances.small()
      let taxonomy = try TaxonomySolver.solve(problem)
      if let expected = ExhaustiveSearch.objective(problem) {
        #expect(taxonomy.status == .optimal, "seed \(seed)")
        let objective = try #require(taxonomy.objective, "seed \(seed)")
        #expect(abs(objective - expected) < 1e-9, "seed \(seed)")
        check(taxonomy, problem, seed)
      } else {
        #expect(taxonomy.status == .infeasible, "seed \(seed)")
        #expect(taxonomy.reason?.isEmpty == false)
      }
    }
  }

  /// What has to hold for any answer, whatever the objective.
  private func check(_ taxonomy: Taxonomy, _ problem: TaxonomyProblem, _ seed: Int) {
    #expect(taxonomy.transfers.map(\.target) == problem.targets, "seed \(seed)")
    #expect(taxonomy.cost <= problem.options.budget + 1e-9, "seed \(seed)")
    let paid = Set(taxonomy.sources)
    #expect(paid.isSubset(of: problem.sources), "seed \(seed)")
    for choice in taxonomy.transfers {
      let needs = choice.transfer.isSupervised ? [choice.target] : choice.sources
      #expect(paid.isSuperset(of: needs), "seed \(seed)")
    }
  }
}
