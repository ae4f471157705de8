internal import Documents

/// How a worker came to its end.
enum WorkerEnd: Sendable {
  /// There is no more work.
  case done
  /// Somebody stopped it.
  case interrupted
  /// It cannot work.
  case failed(Failure)
}
