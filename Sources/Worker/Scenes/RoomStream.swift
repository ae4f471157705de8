/// A stream of random numbers that belongs to a purpose, a room and an attempt.
///
/// The numbers are SplitMix64 hashes of a key and a counter, so that a stream depends on nothing
/// that was drawn before: another piece of furniture never changes the lights.
struct RoomStream {
  /// What a stream decides.
  enum Purpose: UInt64 {
    case shell = 1
    case openings
    case lights
    case furniture
    case pictures
    case flats
    case cameras
    case sensor
  }

  private let key: UInt64
  private var counter: UInt64 = 0

  init(seed: UInt64, room: Int, attempt: Int, purpose: Purpose) {
    var key = seed
    for part in [UInt64(truncatingIfNeeded: room), UInt64(attempt), purpose.rawValue] {
      key = Self.mixed(key &+ 0x9e37_79b9_7f4a_7c15) ^ Self.mixed(part &+ 0xd1b5_4a32_d192_ed03)
    }
    self.key = key
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// The next 64 bits.
  mutating func bits() -> UInt64 {
    counter &+= 1
    return Self.mixed(key &+ counter &* 0x9e37_79b9_7f4a_7c15)
  }

  /// Uniform in [0, 1).
  mutating func unit() -> Float { Float(bits() >> 40) * (1 / 16_777_216) }

  /// Uniform in `range`.
  mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// Uniform in [-bound, bound).
  mutating func around(_ bound: Float) -> Float { (unit() * 2 - 1) * bound }

  /// True with the given probability.
  mutating func chance(_ probability: Float) -> Bool { unit() < probability }

  /// A whole number in 0 ..< `count`.
  mutating func index(below count: Int) -> Int { Int(((bits() >> 32) * UInt64(count)) >> 32) }

  /// A whole number in `range`.
  mutating func count(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + index(below: range.count)
  }

  /// Nearly normal, mean 0 and deviation 1: the sum of six uniform numbers.
  mutating func gaussian() -> Float {
    var sum: Float = 0
    for _ in 0..<6 { sum += unit() }
    return (sum - 3) * 1.414_213_6
  }
}
