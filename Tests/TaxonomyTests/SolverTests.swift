import Taxonomy
import Testing

@Suite struct SolverTests {
  @Test func agreesWithExhaustiveSearch() throws {
    for seed in 0..<3000 {
      var instances = Instances(seed: seed)
      try compareWithExhaustiveSearch(try instances.small(), seed)
    }
  }

  /// More transfers into a target than the search carries at first.
  @Test func agreesWithExhaustiveSearchOnDenseProblems() throws {
    for seed in 0..<300 {
      var instances = Instances(seed: seed)
      try compareWithExhaustiveSearch(try instances.dense(tasks: 5 + seed % 5), seed)
    }
  }

  private func compareWithExhaustiveSearch(_ problem: TaxonomyProblem, _ seed: Int) throws {
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

  @Test func bytesDoNotDependOnTheOrderOfRows() throws {
    for seed in 0..<100 {
      var instances = Instances(seed: seed)
      let problem = try instances.small()
      let table = problem.affinities
      let reversed = TransferTable(
        zip(table.transfers, table.values).reversed().map { (transfer: $0, value: $1) })
      let again = try TaxonomyProblem(affinities: reversed, options: problem.options)
      #expect(
        try TaxonomySolver.solve(problem).json == TaxonomySolver.solve(again).json, "seed \(seed)")
    }
  }

  @Test func threadsDoNotDisturbEachOther() async throws {
    var instances = Instances(seed: 1)
    let problem = try instances.large(tasks: 14, transfers: 25)
    let expected = try TaxonomySolver.solve(problem)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 { group.addTask { (try? TaxonomySolver.solve(problem)) == expected } }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func canBeCancelled() throws {
    var instances = Instances(seed: 2)
    let problem = try instances.large(tasks: 14, transfers: 25)
    #expect(throws: Cancelled.self) { try TaxonomySolver.solve(problem, isCancelled: { true }) }
  }

  /// A larger budget never does worse, nor does a higher order, nor does the free mode.
  @Test func moreIsNeverLess() throws {
    for seed in 0..<10 {
      var instances = Instances(seed: seed)
      let problem = try instances.large(tasks: 12, transfers: 20)
      let objectives = try TaxonomySolver.solve(problem, budgets: problem.wholeBudgets)
        .map { $0.objective ?? -.infinity }
      #expect(zip(objectives, objectives.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
      var options = problem.options
      options.budget = 4
      options.mode = .exclusive
      let exclusive = try TaxonomySolver.solve(
        try TaxonomyProblem(affinities: problem.affinities, options: options))
      #expect((exclusive.objective ?? -.infinity) <= objectives[3] + 1e-12)
    }
  }

  /// Scaling every importance scales the objective and nothing else, however large.
  @Test(arguments: [1e-6, 1e6])
  func unitsDoNotMatter(scale: Double) throws {
    var instances = Instances(seed: 3)
    let problem = try instances.large(tasks: 14, transfers: 30)
    var options = problem.options
    for target in problem.targets { options.importances[target] = scale }
    let scaled = try TaxonomySolver.solve(
      try TaxonomyProblem(affinities: problem.affinities, options: options))
    let plain = try TaxonomySolver.solve(problem)
    #expect(scaled.transfers == plain.transfers)
    let ratio = try #require(scaled.objective) / scale / #require(plain.objective)
    #expect(abs(ratio - 1) < 1e-12)
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
