internal import Peers

/// A machine's monotonic clock: it starts anywhere, runs at its own speed, and may stand still.
struct SimulatedClock {
  private var origin: Int
  private var base: Int
  private let percent: Int

  /// A clock that shows `base` at `time` and runs at `percent` of the world's speed.
  init(showing base: Int, at time: Int, percent: Int) {
    self.base = base
    origin = time
    self.percent = percent
  }

  /// What it shows at `time`.
  func now(at time: Int) -> Instant {
    Instant(milliseconds: base + max(0, time - origin) * percent / 100)
  }

  /// When it will show `instant`, at the earliest.
  func time(of instant: Instant) -> Int {
    origin + ((instant.milliseconds - base) * 100 + percent - 1) / percent
  }

  /// It stood still from `start` to `end`.
  mutating func stand(from start: Int, to end: Int) {
    base = now(at: start).milliseconds
    origin = end
  }
}
