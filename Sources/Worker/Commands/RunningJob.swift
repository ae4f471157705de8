internal import Synchronization

/// Whether a running job shall end.
final class RunningJob: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Asks the job to end.
  func cancel() { flag.store(true, ordering: .releasing) }

  /// Whether it was asked to.
  var isCancelled: Bool { flag.load(ordering: .acquiring) }
}
