internal import Documents
internal import Peers
import Testing
internal import Wire

/// Workers and a model coordinator on a network that loses, doubles, delays and breaks.
@Suite struct SimulationTests {
  @Test(arguments: 0..<8) func everyJobIsDoneOnceWhateverTheNetworkDoes(group: Int) {
    for seed in group * 50..<(group + 1) * 50 {
      var cluster = SimulatedCluster(seed: UInt64(seed))
      cluster.run()
      let (faults, isDone) = (cluster.faults, cluster.coordinator.isDone)
      let outboxesAreEmpty = cluster.outboxesAreEmpty
      #expect(faults == [], "seed \(seed)")
      #expect(isDone, "seed \(seed) did not end")
      #expect(outboxesAreEmpty, "seed \(seed) left results")
    }
  }

  @Test func theSameSeedGivesTheSameHistory() {
    for seed in 0..<5 as Range<UInt64> {
      var (first, second) = (SimulatedCluster(seed: seed), SimulatedCluster(seed: seed))
      first.run()
      second.run()
      #expect(first.history.finish() == second.history.finish())
    }
  }
}
