internal import Peers
internal import Synchronization

/// Lets something happen only so often.
final class Throttle: Sendable {
  private let interval: Int
  private let next = Mutex(Instant(milliseconds: 0))

  /// Once in `interval` milliseconds at most.
  init(interval: Int) { self.interval = interval }

  /// Whether it may happen now; then not again for a while.
  var isDue: Bool {
    let now = Monotonic.now
    return next.withLock { next in
      guard now >= next else { return false }
      next = now + interval
      return true
    }
  }
}
