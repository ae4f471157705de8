/// What a simulation is made of, all of it drawn from a seed.
package struct Scenario: Sendable {
  /// The seed.
  package let seed: UInt64
  /// The faults that happen, with strengths above 0 and at most 1.
  package var faults: [Fault: Double]
  /// How many workers there are.
  package var workers: Int
  /// How many tasks the map has, 1 to 3; a scenario of probes has six of them for each.
  package var tasks: Int
  /// Milliseconds in which faults happen.
  package var chaos: Int
  /// The mistake that is made; nil for none.
  package var bug: PlantedBug?
  /// Whether the jobs are those of a map, with nodes that grow, and not probes.
  package var isMap: Bool
  /// The operation on the disk, counted from 1, at which the power fails; nil for none.
  package var powerFailure: Int?
  /// Whether the coordinator's patience is a fifth of the usual.
  var isHasty: Bool

  /// The scenario of `seed`.
  package init(seed: UInt64, bug: PlantedBug? = nil) {
    var luck = Luck(seed: seed, "scenario")
    self.seed = seed
    self.bug = bug
    workers = luck.number(1...4)
    tasks = luck.number(1...3)
    chaos = luck.number(5...40) * 1_000
    isMap = luck.happens(0.6)
    isHasty = luck.happens(0.5)
    faults = [:]
    for fault in Fault.allCases {
      var luck = Luck(seed: seed, fault.rawValue)
      let share = Self.isRare(fault) ? 0.1 : 0.4
      if luck.happens(share) { faults[fault] = Double(luck.number(1...100)) / 100 }
    }
  }

  /// Faults after which no run can be complete, or hardly anything happens.
  private static func isRare(_ fault: Fault) -> Bool {
    switch fault {
    case .hopeless, .poison, .slowWorker, .delay: true
    default: false
    }
  }

  /// Whether a fault happens.
  package func has(_ fault: Fault) -> Bool { faults[fault] != nil }

  /// The strength of a fault, 0 where it does not happen.
  func strength(_ fault: Fault) -> Double { faults[fault] ?? 0 }

  /// The arguments of `coordinator simulate` that run exactly this.
  package var replay: String { "--seed \(seed)" + (bug.map { " --bug \($0.rawValue)" } ?? "") }

  /// A sentence about what is in it.
  package var summary: String {
    let names = Fault.allCases.filter(has).map(\.rawValue)
    return "\(workers) workers, \(tasks) tasks, \(isMap ? "a map" : "probes"), "
      + "\(chaos / 1_000) s of \(names.isEmpty ? "peace" : names.joined(separator: " "))"
  }
}
