internal import Documents
internal import Wire

/// A job that occupies a slot.
struct RunningAttempt: Sendable {
  enum Purpose: Hashable, Sendable {
    /// Its result is wanted.
    case wanted
    /// It was cancelled: the coordinator hears that it stopped.
    case cancelled
    /// Nobody waits for it: whatever becomes of it is kept quiet.
    case abandoned
  }

  let reference: AttemptReference
  var purpose = Purpose.wanted
  var fraction = 0.0
  var note = ""
  /// The newest checkpoint that has not been reported.
  var checkpoint: Digest?
  var isCheckpointUploaded = false
  /// Whether there is something that the coordinator has not heard.
  var hasNews = false
  var nextReport: Instant
}
