import Simulation
import Testing

/// The simulation's own test: it finds mistakes that are made on purpose.
@Suite struct PlantedBugTests {
  /// Seeds among which each mistake must be found.
  private static let most = 100 as UInt64

  @Test(arguments: PlantedBug.allCases) func everyMistakeIsFound(bug: PlantedBug) {
    let found = (0..<Self.most).first { !Simulation.run(Scenario(seed: $0, bug: bug)).isRight }
    #expect(found != nil, "\(bug) went unnoticed in \(Self.most) seeds")
    if let found { print("\(bug) is found after \(found + 1) seeds") }
  }

  @Test func aFailingScenarioIsMadeSmaller() throws {
    let seeds = 0..<Self.most
    let failing = try #require(
      seeds.lazy.map { Simulation.run(Scenario(seed: $0, bug: .countsTwice)) }
        .first { !$0.isRight && $0.scenario.faults.count > 5 })
    let small = Simulation.shrink(failing.scenario)
    #expect(!small.isRight)
    #expect(small.scenario.faults.count < failing.scenario.faults.count)
    #expect(small.scenario.seed == failing.scenario.seed)
  }
}
