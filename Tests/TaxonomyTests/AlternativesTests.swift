import Taxonomy
import Testing

@Suite struct AlternativesTests {
  /// The next best choice is the best that lacks a source of every better one.
  @Test func agreeWithExhaustiveSearch() throws {
    for seed in 0..<200 {
      var instances = Instances(seed: seed)
      let problem = try seed < 150 ? instances.small() : instances.dense(tasks: 6)
      let found = try Alternatives(problem, count: 4)
      var better = [Set(found.best.sources)]
      guard let optimum = found.best.objective else {
        #expect(found.alternatives.isEmpty)
        continue
      }
      for alternative in found.alternatives {
        let expected = ExhaustiveSearch.objective(problem, isNoSupersetOf: better)
        let objective = try #require(alternative.taxonomy.objective)
        #expect(abs(objective - (expected ?? .infinity)) < 1e-9, "seed \(seed)")
        #expect(abs(alternative.loss - (optimum - objective)) < 1e-9)
        better.append(Set(alternative.taxonomy.sources))
      }
      if found.alternatives.count < 4 {
        #expect(
          ExhaustiveSearch.objective(problem, isNoSupersetOf: better) == nil, "seed \(seed)")
      }
    }
  }

  @Test func theSearchCanBeCancelled() throws {
    var instances = Instances(seed: 2)
    let problem = try instances.large(tasks: 14, transfers: 25)
    #expect(throws: Cancelled.self) { try Alternatives(problem, count: 3, isCancelled: { true }) }
  }

  @Test(.enabled(if: Published.isThere)) func publishedAlternativesLoseMoreAndMore() throws {
    let found = try Alternatives(try Published().problem(TaxonomyOptions(budget: 4)), count: 5)
    #expect(found.alternatives.count == 5)
    let losses = found.alternatives.map(\.loss)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(found.alternatives.map(\.taxonomy.sources)).count == 5)
  }
}
