/// A point on a clock that only ever goes forward, in milliseconds from its start.
///
/// The state machines are told the time; they never look at a clock.
package struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since the clock's start.
  package let milliseconds: Int

  /// The point `milliseconds` after the clock's start.
  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The point so many milliseconds later.
  package static func + (start: Instant, milliseconds: Int) -> Instant {
    Instant(milliseconds: start.milliseconds + milliseconds)
  }

  /// The milliseconds from `start` to `end`; negative where `end` comes first.
  package static func - (end: Instant, start: Instant) -> Int {
    end.milliseconds - start.milliseconds
  }
}
