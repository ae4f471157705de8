package import Wire

/// How much one peer has sent lately, and whether more of it is heard.
package struct PeerTraffic: Sendable {
  /// What is done with a frame.
  package enum Verdict: Hashable, Sendable {
    /// It is heard.
    case heard
    /// It is not heard: the peer sends too much.
    case dropped
    /// As `dropped`, and it is the first for a while.
    case begins
    /// As `dropped`; the peer has gone on with it for `patience`, and shall be told.
    case goesOn
  }

  /// Milliseconds of too much after which a peer counts as flooding.
  package static let patience = 2_000
  /// Milliseconds without a dropped frame after which all is well again.
  private static let calm = 1_000

  private var frames: TokenBucket
  private var bytes: TokenBucket
  private var excessSince: Instant?
  private var lastExcess: Instant?

  /// A peer that has sent nothing yet.
  package init(_ limits: TrafficLimits, at now: Instant) {
    frames = TokenBucket(capacity: limits.burst, perSecond: limits.frames, at: now)
    bytes = TokenBucket(capacity: limits.burstBytes, perSecond: limits.bytes, at: now)
  }

  /// Judges a frame of `size` bytes that has arrived.
  package mutating func judge(_ size: Int, at now: Instant) -> Verdict {
    if frames.take(1, at: now) {
      if bytes.take(size, at: now) { return .heard }
      frames.giveBack(1)
    }
    let isFirst = lastExcess.map { now - $0 > Self.calm } ?? true
    lastExcess = now
    guard let since = excessSince, !isFirst else {
      excessSince = now
      return .begins
    }
    guard now - since >= Self.patience else { return .dropped }
    excessSince = now
    return .goesOn
  }

  /// Takes frames off the account that were asked for.
  package mutating func excuse(_ count: Int) { frames.giveBack(count) }
}
