package import Documents
package import Wire

/// What happens to a worker.
package enum WorkerEvent: Hashable, Sendable {
  /// The control connection is there: messages flow.
  case connected
  /// The control connection broke.
  case disconnected
  /// The coordinator said this.
  case message(CoordinatorMessage)
  /// A result that an earlier process kept and that nobody acknowledged; before `connected`.
  case restored(AttemptReference, Outcome)
  /// A running job got so far.
  case progress(AttemptReference, fraction: Double, note: String)
  /// A running job wrote a checkpoint, whose artifact is in the worker's store.
  case checkpoint(AttemptReference, Digest)
  /// A job that was started ended, in whatever way.
  case finished(AttemptReference, Outcome)
  /// The coordinator has this artifact on its disk.
  case uploaded(Digest)
  /// This artifact cannot be uploaded: it is not in the worker's store any more.
  case lost(Digest)
  /// These temporary artifacts left the worker's cache.
  case dropped([Digest])
  /// A person or the system wants the worker to stop now.
  case interrupted
  /// Time went by.
  case tick
}
