import Taxonomy
import Testing

@Suite struct AnalysisTests {
  @Test func taxonomiesStandAboveRandomOnes() throws {
    var instances = Instances(seed: 11)
    var problem = try instances.large(tasks: 15, transfers: 20).with(budget: 5)
    problem = try TaxonomyProblem(
      affinities: problem.affinities, gain: problem.affinities, options: problem.options)
    let taxonomy = try TaxonomySolver.solve(problem)
    let significance = try Significance(of: taxonomy, for: problem, draws: 200, seed: 4)
    let objective = try #require(significance.objective)
    #expect(significance.draws == 200)
    #expect(significance.acceptance == 1)
    #expect(objective.value == taxonomy.objective)
    #expect(objective.percentile == 1)
    #expect(objective.low <= objective.mean && objective.mean <= objective.high)
    #expect(try #require(objective.z) > 2)
    #expect(significance.quality == nil)
    #expect(significance.gain?.value == taxonomy.meanGain)
    #expect(
      try Significance(of: taxonomy, for: problem, draws: 200, seed: 4).gain
        == significance.gain)
  }

  /// Means and spreads of 300 random taxonomies as other code found them, within four errors.
  @Test(.enabled(if: Published.isThere)) func publishedSignificanceIsReproduced() throws {
    var options = TaxonomyOptions(budget: 6)
    options.maxOrder = 2
    let problem = try Published().problem(options)
    let significance = try Significance(
      of: try TaxonomySolver.solve(problem), for: problem, draws: 1000, seed: 1)
    let gain = try #require(significance.gain)
    let quality = try #require(significance.quality)
    #expect(abs(gain.mean - 0.5491) < 0.015)
    #expect(abs(quality.mean - 0.2472) < 0.009)
    #expect(abs(try #require(gain.deviation) - 0.0571) < 0.01)
    #expect(abs(try #require(gain.z) - 4.5) < 0.8)
    #expect(abs(try #require(quality.z) - 5.8) < 1)
  }

  @Test func savingsCountSourcesAndTransfers() throws {
    let table = TransferTable([
      (transfer: Transfer(sources: ["self"], target: "a"), value: 1),
      (transfer: Transfer(sources: ["a"], target: "b"), value: 1),
      (transfer: Transfer(sources: ["a"], target: "c"), value: 1),
    ])
    var options = TaxonomyOptions(budget: 2)
    options.costs = ["a": 2, "b": 3, "c": 3]
    let problem = try TaxonomyProblem(affinities: table, options: options)
    let taxonomy = try TaxonomySolver.solve(problem)
    let saved = SupervisionSaved(
      by: taxonomy, for: problem, labels: .init(source: 1, transfer: 0.5))
    #expect([saved.full, saved.sources, saved.transfers] == [8, 2, 3])
    #expect(saved.share == 0.375)
  }

  /// Every set of ten of these targets is served by one source at the price of one in ten, and
  /// all other sources are worth nothing.
  @Test func labelsAreSavedForAnyTenTargets() throws {
    let table = TransferTable(
      (0..<12).flatMap { number in
        [("s", 0.5), ("self", 0.1)].map { source, value in
          (transfer: Transfer(sources: [source], target: "t\(number)"), value: value)
        }
      })
    let problem = try TaxonomyProblem(
      affinities: table, quality: table, options: TaxonomyOptions(budget: 0))
    let labels = SupervisionSaved.Labels(source: 10, transfer: 1)
    let sets = try #require(try SavedForSets(of: problem, labels: labels, count: 7))
    #expect(sets.size == 10 && sets.count == 7)
    #expect(sets.levels.map(\.budget) == (1...10).map(Double.init))
    for level in sets.levels {
      #expect(level.saved.full == 700 && level.saved.sources == 70 && level.saved.transfers == 70)
      #expect(level.saved.share == 0.8)
      #expect(level.quality == 0.5)
      #expect(level.spread == Interval(low: 0.5, high: 0.5))
    }
    #expect(try SavedForSets(of: problem, labels: labels, size: 12) == nil)
  }

  @Test func stableSourcesAreAlwaysChosen() throws {
    // Source `s0` beats all others by far on every image, for both targets.
    let labels = ["s0", "s1", "s2", "self"]
    let losses = LossTable(
      ["t0", "t1"].map { target in
        var stream = RandomStream(seed: 12)
        return LossTable.Target(
          target: target, entrants: labels.map { Transfer(sources: [$0], target: target) },
          images: (0..<40).map { "i\($0)" },
          losses: labels.flatMap { label in
            (0..<40).map { _ in
              Double(stream.next(below: 1000)) + (label == "s0" ? 0 : 5000)
            }
          })
      })
    var options = AffinityOptions()
    options.resamples = 30
    let stability = try SourceStability(
      losses, affinityOptions: options, taxonomyOptions: TaxonomyOptions(budget: 1))
    #expect(stability.sources.map(\.name) == ["s0", "s1", "s2", "t0", "t1"])
    #expect(stability.sources.map(\.share) == [1, 0, 0, 0, 0])
    #expect(stability.objective != nil)
  }

  @Test func aTableIsLikeItself() throws {
    var instances = Instances(seed: 13)
    let table = try instances.large(tasks: 10, transfers: 0).affinities
    let same = try AffinityComparison(table, table, permutations: 99)
    #expect(abs(try #require(same.meanRowCorrelation) - 1) < 1e-12)
    #expect(abs(try #require(same.cellCorrelation) - 1) < 1e-12)
    #expect(abs(try #require(same.mantel) - 1) < 1e-12)
    #expect(same.mantelProbability == 0.01)
    #expect(same.rows.allSatisfy { $0.count == 9 })
    let other = try AffinityComparison(
      table, try instances.large(tasks: 10, transfers: 0).affinities, permutations: 99)
    #expect(abs(try #require(other.meanRowCorrelation)) < 0.5)
    #expect(abs(try #require(other.mantel)) < 0.5)
    #expect(try #require(other.mantelProbability) > 0.01)
  }

  /// Spearman by hand: ranks 1 2 3 4 against 2 1 4 3 differ by 1 each: 1 - 6 * 4 / (4 * 15).
  @Test func rowsAreComparedByRank() throws {
    func table(_ values: [Double]) -> TransferTable {
      TransferTable(
        values.enumerated().map { place, value in
          (transfer: Transfer(sources: ["s\(place)"], target: "t"), value: value)
        })
    }
    let comparison = try AffinityComparison(
      table([0.1, 0.2, 0.3, 0.4]), table([20, 10, 400, 300]))
    #expect(abs(try #require(comparison.rows[0].correlation) - 0.6) < 1e-12)
  }
}
