package import Peers
package import Wire

/// What the scheduler knows about one worker.
package struct WorkerRecord: Sendable {
  /// Its connection.
  package internal(set) var session: SessionID
  /// How it introduced itself; the lists of attempts and artifacts are as of then.
  package internal(set) var hello: WorkerHello
  /// When it last spoke.
  package internal(set) var heard: Instant
  /// Whether it takes no more work.
  package internal(set) var isLeaving = false

  /// Whether its connection broke; it may come back with another one within its lease.
  package internal(set) var isAway = false

  /// Positions of the jobs that it holds leases on, in the order in which they were given.
  var running: [Int] = []

  /// Its name.
  package var name: String { hello.name }
  /// How many jobs it holds.
  package var busySlots: Int { running.count }
}
