import Documents
import Simulation
import Testing

/// Whole clusters, each from a seed, with a swarm of faults and then peace.
@Suite struct SimulationTests {
  @Test func everySeedEndsRight() {
    for seed in 0..<20 as Range<UInt64> {
      let verdict = Simulation.run(Scenario(seed: seed))
      #expect(verdict.violations == [], "seed \(seed): \(verdict.scenario.summary)")
    }
  }
}
