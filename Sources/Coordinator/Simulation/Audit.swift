internal import Documents
internal import Scheduling
internal import Wire

/// What an all-knowing observer of a simulated cluster has seen, and what was wrong with it.
struct Audit {
  /// What is wrong, a sentence each.
  var violations: [String] = []
  /// What the coordinator has committed.
  var ledger = Ledger()
  /// The ledger as it is if a commit that failed was durable all the same.
  var uncertain: Ledger?
  /// The newest epoch of a coordinator.
  var epoch = 0
  /// Which worker each attempt was given to.
  var given: [AttemptReference: String] = [:]
  /// Which attempts were started by workers.
  var started: Set<AttemptReference> = []
  /// The attempts that workers, or the coordinator, did to the end.
  var succeeded: Set<AttemptReference> = []
  /// The attempts that workers, or the coordinator, failed at.
  var failed: Set<AttemptReference> = []
  /// When each run ended last, and when the folder that was written last was begun.
  var ended: [String: Int] = [:]
  var published: [String: Int] = [:]

  /// Reports every sentence of `list`, as found at a place.
  mutating func report(_ list: [String], _ place: String) {
    violations += list.map { "\(place): \($0)" }
  }
}
