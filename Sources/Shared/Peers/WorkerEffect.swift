package import Documents
package import Wire

/// What a worker has to do because of an event, in this order.
package enum WorkerEffect: Hashable, Sendable {
  /// Say this to the coordinator. It may be lost: whatever matters is said again.
  case send(WorkerMessage)
  /// Begin this job in a free slot; `finished` tells of its end, exactly once.
  case start(Assignment)
  /// End this job soon; `finished` still follows.
  case cancel(AttemptReference)
  /// Bring this artifact to the coordinator, over as many connections as it takes; `uploaded` or
  /// `lost` follows.
  case upload(Digest)
  /// Write this result to the disk, lest it die with the process.
  case keep(AttemptReference, Outcome)
  /// Remove that result from the disk: it was acknowledged, or is of no use.
  case forget(AttemptReference)
  /// Close the control connection and make a new one.
  case reconnect
  /// Tell people, where somebody watches.
  case note(String)
  /// End the program; nothing follows.
  case stop(StopReason)

  /// Why a worker ends.
  package enum StopReason: Hashable, Sendable {
    /// There is no more work, and every result was acknowledged.
    case done
    /// It was interrupted; `unacknowledged` results wait on the disk for the next start.
    case interrupted(unacknowledged: Int)
    /// The coordinator cannot use it, for this reason.
    case refused(String)
  }
}
