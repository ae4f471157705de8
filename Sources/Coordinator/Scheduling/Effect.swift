package import Documents
package import TaskSpace
package import Wire

/// What the scheduler wants done, in this order: first all journal changes, durably, in one
/// transaction; then everything else.
package enum Effect: Sendable {
  /// Keep this.
  case journal(JournalChange)
  /// Say this to a worker.
  case send(SessionID, CoordinatorMessage)
  /// Choose the sets of an `expand` node by these losses or estimates, and report `expanded`.
  case expand(AttemptReference, Job, rankers: [Assignment.Input])
  /// Remove this artifact, which no job names any more.
  case discard(Digest)
  /// Nothing more will happen to this run by itself.
  case runEnded(String, RunRecord.State)
}
