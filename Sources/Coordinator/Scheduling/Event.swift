package import Documents
package import TaskSpace
package import Wire

/// What can happen to the scheduler.
package enum Event: Sendable {
  /// A person wants a run; if it exists, it is resumed.
  case submit(RunRequest)
  /// A person cancels a run.
  case cancel(run: String, reason: String)
  /// A person wants the failed jobs of a run tried again.
  case retry(run: String)
  /// A worker spoke; `missing` are the artifacts that its result names and that are not stored:
  /// durable outputs, or inputs that it could not get.
  case message(SessionID, WorkerMessage, missing: [Digest])
  /// A worker's connection cannot be reached any more.
  case unreachable(SessionID)
  /// A worker may not work here any more.
  case dismissed(SessionID)
  /// A worker's process ended, as its parent saw.
  case died(worker: String)
  /// The coordinator ranked the sources of an `expand` node, or could not.
  case expanded(AttemptReference, Result<[Job], Failure>)
  /// The coordinator cannot rank the sources of an `expand` node: these losses are not stored.
  case unexpanded(AttemptReference, lacking: [Digest])
  /// What people take away from an ended run is written, once for each time that it ended.
  case published(run: String)
  /// Time passed.
  case tick
  /// The coordinator shall give out no more work.
  case stop
}
