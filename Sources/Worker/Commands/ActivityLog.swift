internal import Glibc
internal import Terminal

/// Lines on standard error about what a worker does, where somebody watches.
struct ActivityLog: Sendable {
  let isOn: Bool

  /// A line with the time of day.
  func note(_ text: String) {
    guard isOn else { return }
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { number in
      number < 10 ? "0\(number)" : "\(number)"
    }
    Output.error("\(clock.joined(separator: ":"))  \(DisplayText.withoutEscapes(text))\n")
  }
}
