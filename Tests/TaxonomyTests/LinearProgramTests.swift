import Taxonomy
import Testing

/// The same problems by another solver, through the LP file.
@Suite(.enabled(if: GLPK.isThere)) struct LinearProgramTests {
  @Test(arguments: 0..<10) func agreesOnOddProblems(part: Int) throws {
    for seed in 10_000 + 200 * part..<10_200 + 200 * part {
      var instances = Instances(seed: seed)
      try compare(try instances.small(), seed)
    }
  }

  @Test func agreesOnDenseProblems() throws {
    for seed in 0..<60 {
      var instances = Instances(seed: seed)
      try compare(try instances.dense(tasks: 8 + seed % 6), seed)
    }
  }

  @Test func agreesOnLargerProblems() throws {
    for seed in 0..<25 {
      var instances = Instances(seed: seed)
      try compare(try instances.large(tasks: 9 + seed % 10, transfers: 5 + seed % 30), seed)
    }
  }

  /// More tasks than a machine word has bits, and so many transfers that several parts of the
  /// program are settled at once.
  @Test(arguments: [64, 65, 66]) func agreesBeyondSixtyFourTasks(seed: Int) throws {
    var instances = Instances(seed: seed)
    let problem = try instances.large(tasks: 70, transfers: 8)
    try compare(problem, seed)
    #expect(try TaxonomySolver.solve(problem) == TaxonomySolver.solve(problem))
  }

  @Test(.enabled(if: Published.isThere)) func agreesOnThePublishedData() throws {
    for (budget, mode) in [(3.0, TaxonomyOptions.Mode.free), (8, .exclusive), (17, .exclusive)] {
      var options = TaxonomyOptions(budget: budget)
      options.mode = mode
      try compare(try Published().problem(options), Int(budget))
    }
  }

  @Test func namesCannotBreakTheFile() throws {
    let name = "End\nBinary \\ <= 1"
    let table = TransferTable([(transfer: Transfer(sources: [name], target: name), value: 2)])
    let problem = try TaxonomyProblem(affinities: table, options: TaxonomyOptions(budget: 1))
    #expect(try GLPK.objective(problem) == 2)
  }

  @Test func targetsWithoutTransfersMakeItInfeasible() throws {
    let table = TransferTable([(transfer: Transfer(sources: ["a", "b"], target: "t"), value: 2)])
    var options = TaxonomyOptions(budget: 2)
    options.maxOrder = 1
    let problem = try TaxonomyProblem(affinities: table, options: options)
    #expect(try GLPK.objective(problem) == nil)
    #expect(try TaxonomySolver.solve(problem).status == .infeasible)
  }

  private func compare(_ problem: TaxonomyProblem, _ seed: Int) throws {
    guard !problem.sources.isEmpty else { return }
    let ours = try TaxonomySolver.solve(problem).objective
    let theirs = try GLPK.objective(problem)
    #expect((ours == nil) == (theirs == nil), "seed \(seed)")
    if let ours, let theirs {
      #expect(abs(ours - theirs) < 1e-7 * max(1, abs(ours)), "seed \(seed)")
    }
  }
}
