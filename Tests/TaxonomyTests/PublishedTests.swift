import Taxonomy
import Testing

/// The optima of the published affinities, found by several other solvers.
@Suite(.enabled(if: Published.isThere)) struct PublishedTests {
  struct Case: Sendable {
    let order: Int
    let budget: Double
    let objective: Double
    let gain: Double
    let quality: Double
  }

  static let cases: [Case] = [
    Case(order: 1, budget: 1, objective: 1.313496196, gain: 0.4524, quality: 0.1649),
    Case(order: 1, budget: 2, objective: 2.146462071, gain: 0.5302, quality: 0.1962),
    Case(order: 1, budget: 3, objective: 2.858890748, gain: 0.7068, quality: 0.3240),
    Case(order: 1, budget: 4, objective: 3.352282963, gain: 0.7523, quality: 0.3465),
    Case(order: 1, budget: 6, objective: 3.617092654, gain: 0.7624, quality: 0.3775),
    Case(order: 1, budget: 8, objective: 3.802771881, gain: 0.8106, quality: 0.4145),
    Case(order: 1, budget: 10, objective: 3.930216146, gain: 0.8355, quality: 0.4480),
    Case(order: 1, budget: 14, objective: 4.133079123, gain: 0.8581, quality: 0.4864),
    Case(order: 1, budget: 18, objective: 4.211659193, gain: 0.8675, quality: 0.5086),
    Case(order: 1, budget: 22, objective: 4.222079430, gain: 0.8737, quality: 0.5164),
    Case(order: 2, budget: 1, objective: 1.313496196, gain: 0.4524, quality: 0.1649),
    Case(order: 2, budget: 2, objective: 2.151828949, gain: 0.5329, quality: 0.1974),
    Case(order: 2, budget: 3, objective: 2.864257626, gain: 0.7095, quality: 0.3252),
    Case(order: 2, budget: 4, objective: 3.515646280, gain: 0.7413, quality: 0.3794),
    Case(order: 2, budget: 6, objective: 4.244903086, gain: 0.8071, quality: 0.4403),
    Case(order: 2, budget: 8, objective: 4.568648239, gain: 0.8373, quality: 0.5064),
    Case(order: 2, budget: 10, objective: 4.702354281, gain: 0.8839, quality: 0.5397),
    Case(order: 2, budget: 14, objective: 4.861383349, gain: 0.8998, quality: 0.5695),
    Case(order: 2, budget: 18, objective: 4.911864907, gain: 0.9093, quality: 0.5829),
    Case(order: 2, budget: 22, objective: 4.911864907, gain: 0.9093, quality: 0.5829),
  ]

  @Test(arguments: cases)
  func optimaAreThoseOfOtherSolvers(expected: Case) throws {
    var options = TaxonomyOptions(budget: expected.budget)
    options.maxOrder = expected.order
    let taxonomy = try TaxonomySolver.solve(try Published().problem(options))
    #expect(abs(try #require(taxonomy.objective) - expected.objective) < 1e-9)
    #expect(abs(try #require(taxonomy.meanGain) - expected.gain) < 1e-4)
    #expect(abs(try #require(taxonomy.meanQuality) - expected.quality) < 1e-4)
    #expect(taxonomy.cost <= expected.budget + 1e-9)
  }

  @Test func rowsWithoutAffinityAreCounted() throws {
    let problem = try Published().problem(TaxonomyOptions(budget: 1))
    #expect(problem.ignoredGainRows == 22)
    #expect(problem.ignoredQualityRows == 22)
    #expect(problem.sources.count == 26)
    #expect(problem.targets.count == 22)
  }

  #if !DEBUG
    /// Meant to take a thirtieth of this.
    @Test func allBudgetsAreFast() throws {
      let problem = try Published().problem(TaxonomyOptions(budget: 1))
      let budgets = problem.wholeBudgets
      #expect(budgets.count == 26)
      let time = try ContinuousClock().measure {
        _ = try TaxonomySolver.solve(problem, budgets: budgets)
      }
      #expect(time < .seconds(1))
    }
  #endif
}
