package import Documents
package import TaskSpace
package import Wire

/// One change of what is kept.
package enum JournalChange: Sendable {
  /// A run was made.
  case addRun(id: String, name: String, spec: JSON, submitter: String?)
  /// A run's state changed.
  case setRun(id: String, state: RunRecord.State, reason: String?)
  /// What people take away from an ended run is written.
  case publish(run: String)
  /// A job was made.
  case addJob(Job)
  /// An expand node added a job to the graph, one that may have been there already.
  case grow(parent: Digest, job: Digest)
  /// A run wants a job.
  case want(run: String, job: Digest)
  /// A job's state, counters, limits and reason, and its result where it succeeded.
  case setJob(
    Digest, state: JobState, attempt: Int, failures: Int, crashes: Int, silences: Int,
    maximumAttempts: Int, maximumCrashes: Int, reason: String?, result: JobResult?)
  /// An attempt was given to a worker.
  case startAttempt(AttemptReference, worker: String, hardware: String)
  /// An attempt ended; `seconds` is what a successful one took.
  case endAttempt(AttemptReference, outcome: String, seconds: Double?, reason: String?)
  /// A job's newest checkpoint; nil where it needs none any more.
  case checkpoint(Digest, Digest?)
}
