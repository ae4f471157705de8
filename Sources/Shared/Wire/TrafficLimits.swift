/// How much a peer may send on a connection before it is not heard.
///
/// Sockets hold messages of two frames each. The numbers leave honest programs several times what
/// they can need, and keep what a hostile one can make the coordinator do to a part of its time.
package struct TrafficLimits: Hashable, Sendable {
  /// Frames a second, for long.
  package let frames: Int
  /// Frames at once, after a rest.
  package let burst: Int
  /// Bytes a second, for long.
  package let bytes: Int
  /// Bytes at once, after a rest.
  package let burstBytes: Int

  /// Sets limits.
  package init(frames: Int, burst: Int, bytes: Int, burstBytes: Int) {
    self.frames = frames
    self.burst = burst
    self.bytes = bytes
    self.burstBytes = burstBytes
  }

  /// A worker's messages, but for the results of attempts that it was given: those are as many as
  /// the coordinator wants.
  ///
  /// A worker tells the progress of each of its up to 1,024 slots once a second; it repeats up to
  /// 1,000 results after each break; its hello has up to 2 MB.
  package static let worker = TrafficLimits(
    frames: 8_000, burst: 40_000, bytes: 16 << 20, burstBytes: 128 << 20)

  /// The questions of people's commands, some of which look at every job.
  package static let client = TrafficLimits(
    frames: 400, burst: 4_000, bytes: 16 << 20, burstBytes: 64 << 20)

  /// Pieces of artifacts: more than CURVE lets through on one thread.
  package static let artifacts = TrafficLimits(
    frames: 20_000, burst: 100_000, bytes: 2 << 30, burstBytes: 4 << 30)
}
