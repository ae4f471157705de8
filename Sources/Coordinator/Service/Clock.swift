internal import Glibc
package import Peers

/// The two clocks: one for order and patience, one for people.
package enum Clock {
  /// The monotonic clock.
  package static var now: Instant {
    Instant(milliseconds: Int(seconds(CLOCK_MONOTONIC) * 1000))
  }

  /// The wall clock, in seconds since 1970.
  package static var wall: Double { seconds(CLOCK_REALTIME) }

  /// A wall-clock time as people and programs read it, in UTC (ISO 8601).
  package static func text(_ wall: Double) -> String {
    var time = time_t(wall)
    var parts = tm()
    gmtime_r(&time, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
