package import Documents
package import Peers
package import TaskSpace

/// What the scheduler knows about one job.
package struct JobRecord: Sendable {
  /// The right of one worker to do the job.
  package struct Lease: Hashable, Sendable {
    /// The worker's name; the coordinator's own for jobs that it does itself.
    package let worker: String
    /// When it was given, or taken over after a restart.
    package let since: Instant
    /// When the worker last said that it has the job.
    package internal(set) var confirmed: Instant
    /// Whether it was given before the coordinator restarted.
    package let isInherited: Bool

    init(worker: String, since: Instant, isInherited: Bool) {
      self.worker = worker
      self.since = since
      self.confirmed = since
      self.isInherited = isInherited
    }
  }

  /// How much of a running attempt is done.
  package struct Progress: Hashable, Sendable {
    /// From 0 to 1.
    package let fraction: Double
    /// What the worker says about it.
    package let note: String
  }

  /// The job.
  package let job: Job
  /// Where it stands.
  package internal(set) var state: JobState = .waiting
  /// The newest attempt's number; 0 before the first.
  package internal(set) var attempt = 0
  /// How many attempts failed through the job's own fault.
  package internal(set) var failures = 0
  /// How many workers died while they did it.
  package internal(set) var crashes = 0
  /// How many workers fell silent for ever while they did it.
  package internal(set) var silences = 0
  /// The running attempt's lease.
  package internal(set) var lease: Lease?
  /// How far the running attempt is.
  package internal(set) var progress: Progress?
  /// The newest result, kept while a lost output is made again.
  package internal(set) var result: JobResult?
  /// Why it failed, is blocked, was cancelled or had to be tried again.
  package internal(set) var reason: String?
  /// The newest checkpoint.
  package internal(set) var checkpoint: Digest?
  /// The jobs that it added to the graph (expand nodes only).
  package internal(set) var grown: [Digest] = []
  /// How often it may fail.
  package internal(set) var maximumAttempts: Int
  /// How often workers may die of it.
  package internal(set) var maximumCrashes: Int

  /// Positions of the jobs that depend on it.
  var dependents: [Int] = []
  /// Positions of the runs that want it.
  var runs: [Int] = []
  /// Seconds of the longest path from here to the end, this job included.
  var priority = 0.0

  /// The identity of the job.
  package var identity: Digest { job.identity }

  /// Whether it reads an artifact that lies in a cache only, and so can run only there.
  ///
  /// No job reads more than one: two could lie in two caches, and it could run nowhere.
  let isBound: Bool

  /// Whether a worker died of it before: it then runs alone, so that only it can be blamed again.
  var isSuspect: Bool { crashes > 0 || silences > 1 }

  init(_ job: Job, maximumAttempts: Int, maximumCrashes: Int) {
    self.job = job
    isBound = job.dependencies.contains { $0.role == "readout" }
    self.maximumAttempts = maximumAttempts
    self.maximumCrashes = maximumCrashes
  }
}
