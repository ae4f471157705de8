/// A bucket of tokens that fills at a steady rate: what takes more than comes in finds it empty.
package struct TokenBucket: Sendable {
  /// Thousandths of a token, so that every millisecond adds a whole number of them.
  private static let unit = 1_000

  private let capacity: Int
  private let perSecond: Int
  private var level: Int
  private var filled: Instant

  /// A full bucket of `capacity` tokens, into which `perSecond` come every second.
  package init(capacity: Int, perSecond: Int, at now: Instant) {
    precondition(capacity > 0 && perSecond > 0, "a bucket holds something, and is filled")
    self.capacity = capacity * Self.unit
    self.perSecond = perSecond
    level = self.capacity
    filled = now
  }

  /// Takes so many tokens out, or none where there are fewer.
  package mutating func take(_ count: Int, at now: Instant) -> Bool {
    fill(at: now)
    guard level >= count * Self.unit else { return false }
    level -= count * Self.unit
    return true
  }

  /// Puts tokens back that were taken for nothing; what does not fit in is lost.
  package mutating func giveBack(_ count: Int) {
    level = min(capacity, level + count * Self.unit)
  }

  private mutating func fill(at now: Instant) {
    // After so long it is full; more milliseconds need not be counted, and could overflow.
    let elapsed = min(max(0, now - filled), capacity / perSecond + 1)
    level = min(capacity, level + elapsed * perSecond)
    filled = max(filled, now)
  }
}
