import Datasets
import Testing

@Suite struct NamedStreamTests {
  @Test func knownAnswers() {
    // The key begins the SHA-256 of "5:noise1:7"; the bits are SplitMix64's, seeded with it.
    let stream = NamedStream("noise", "7")
    #expect(stream.key == 0x93d3_5f1c_d2e2_eca5)
    #expect(
      (0..<3).map(stream.bits) == [
        0xd0b7_6d3c_d5a2_4474, 0x4ccc_a32b_036b_a2b2, 0x3d05_c489_f263_4450,
      ])
  }

  @Test func partsOfANameAreKeptApart() {
    let names = [
      NamedStream("ab", "c"), NamedStream("a", "bc"), NamedStream("abc"),
      NamedStream("a", "b", "c"),
    ]
    #expect(Set(names).count == names.count)
  }

  @Test func samplesHaveStreamsOfTheirOwn() {
    let stream = NamedStream("x")
    let keys = (0..<1000).map { stream.sample($0).key }
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: 0..<50) func permutationsHoldEveryNumberOnce(seed: Int) {
    let order = NamedStream("order", String(seed)).permutation(of: seed)
    #expect(order.sorted() == Array(0..<seed))
  }

  @Test func numbersBelowABoundAreEquallyLikely() {
    let stream = NamedStream("dice")
    var counts = [Int](repeating: 0, count: 6)
    for position in 0..<60_000 { counts[stream.number(below: 6, at: position)] += 1 }
    // Five deviations of a binomial with 60000 draws at 1/6 are 456.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 456 })
  }

  @Test func gaussianTableHasTheMomentsOfTheNormalDistribution() {
    let table = GaussianTable.quantiles
    #expect(table.count == 65_536)
    #expect(zip(table, table.dropFirst()).allSatisfy { $0 < $1 })
    let mean = table.reduce(0.0) { $0 + Double($1) } / 65_536
    let variance = table.reduce(0.0) { $0 + Double($1) * Double($1) } / 65_536
    #expect(abs(mean) < 1e-9)
    #expect(abs(variance - 1) < 1e-4)
  }

  @Test(arguments: [(0.025, 1.959_964), (0.158_655_25, 1.0), (0.001, 3.090_232), (0.45, 0.125_661)])
  func gaussianTableHoldsKnownQuantiles(tail: Double, deviations: Double) {
    let place = Int((1 - tail) * 65_536)
    #expect(abs(Double(GaussianTable.quantiles[place]) - deviations) < 3e-3)
  }
}
