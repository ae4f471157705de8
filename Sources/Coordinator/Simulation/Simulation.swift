/// Runs clusters on simulated network, clocks and disk: whole, in one thread, from a seed.
package enum Simulation {
  /// How a simulation went.
  package struct Verdict: Sendable {
    /// What was simulated.
    package let scenario: Scenario
    /// What was wrong, a sentence each; empty where all was right.
    package let violations: [String]
    /// A hash of all that happened: the same for the same scenario.
    package let hash: UInt64
    /// How many things happened.
    package let events: Int
    /// Simulated milliseconds.
    package let time: Int
    /// Operations on the coordinator's disk.
    package let diskCalls: Int
    /// All that happened, a line each, where that was wanted.
    package let trace: [String]

    /// Whether nothing was wrong.
    package var isRight: Bool { violations.isEmpty }
  }

  /// Simulates a scenario.
  ///
  /// - Parameter isTracing: whether what happens is also told in words.
  package static func run(_ scenario: Scenario, isTracing: Bool = false) -> Verdict {
    let world = World(scenario, isTracing: isTracing)
    world.run()
    return Verdict(
      scenario: scenario, violations: world.audit.violations, hash: world.trace.hash,
      events: world.trace.count, time: world.time, diskCalls: world.disk.calls,
      trace: world.trace.lines)
  }

  /// The smallest scenario that still fails, of those that are made from a failing one by taking
  /// faults, machines, jobs and time away.
  package static func shrink(_ scenario: Scenario) -> Verdict {
    var smallest = run(scenario)
    var isSmaller = !smallest.isRight
    while isSmaller {
      isSmaller = false
      for candidate in smaller(than: smallest.scenario) {
        let verdict = run(candidate)
        guard !verdict.isRight else { continue }
        smallest = verdict
        isSmaller = true
        break
      }
    }
    return smallest
  }

  /// Runs a small cluster without faults, then once for each operation that the coordinator did on
  /// its disk, with a power failure at that operation.
  ///
  /// - Parameter hasOldJournal: whether the journal is one of the first release.
  /// - Returns: how many operations there were, and the verdicts in which something was wrong.
  package static func failPowerEverywhere(
    seed: UInt64, hasOldJournal: Bool = false
  ) -> (operations: Int, wrong: [Verdict]) {
    var scenario = Scenario(seed: seed)
    scenario.faults = [.checkpoints: 1]
    if hasOldJournal { scenario.faults[.oldJournal] = 1 }
    scenario.chaos = 1_000
    scenario.workers = 2
    scenario.tasks = 1
    let whole = run(scenario)
    guard whole.isRight else { return (whole.diskCalls, [whole]) }
    var wrong: [Verdict] = []
    for operation in 1...whole.diskCalls {
      scenario.powerFailure = operation
      let verdict = run(scenario)
      if !verdict.isRight { wrong.append(verdict) }
    }
    return (whole.diskCalls, wrong)
  }

  private static func smaller(than scenario: Scenario) -> [Scenario] {
    var candidates: [Scenario] = []
    func add(_ change: (inout Scenario) -> Void) {
      var candidate = scenario
      change(&candidate)
      candidates.append(candidate)
    }
    for fault in Fault.allCases where scenario.has(fault) { add { $0.faults[fault] = nil } }
    if scenario.tasks > 1 { add { $0.tasks -= 1 } }
    if scenario.workers > 1 { add { $0.workers -= 1 } }
    if scenario.isMap { add { $0.isMap = false } }
    if scenario.chaos > 2_000 { add { $0.chaos /= 2 } }
    return candidates
  }
}
