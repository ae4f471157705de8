internal import Documents

/// The course of a simulation: a hash of all that happened, and lines for people who want them.
struct Trace {
  private static let prime: UInt64 = 0x100_0000_01b3

  let isPrinting: Bool
  /// FNV-1a over all that was told.
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var lines: [String] = []
  /// How many things happened.
  private(set) var count = 0

  init(isPrinting: Bool) { self.isPrinting = isPrinting }

  /// Takes note of something.
  mutating func tell(_ time: Int, _ bytes: some Sequence<UInt8>, _ line: @autoclosure () -> String)
  {
    count += 1
    hash = (hash ^ UInt64(truncatingIfNeeded: time)) &* Self.prime
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* Self.prime }
    if isPrinting { lines.append("\(seconds(time)) \(line())") }
  }

  /// Takes note of something that its line says in full.
  mutating func tell(_ time: Int, _ line: String) { tell(time, line.utf8, line) }

  private func seconds(_ time: Int) -> String {
    let digits = String(time % 1_000)
    return "\(time / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
