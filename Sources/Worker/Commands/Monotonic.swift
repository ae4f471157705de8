internal import Glibc
internal import Peers

/// The clock that never goes back.
enum Monotonic {
  /// The present, in milliseconds since the machine's start.
  static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(milliseconds: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
  }
}
