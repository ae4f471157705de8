/// A stream of random numbers that follow from a seed and the stream's name (SplitMix64; Steele,
/// Lea and Flood 2014).
///
/// Each purpose has a stream of its own, so that taking one kind of fault away leaves the others
/// as they were: a failing seed can be made smaller.
package struct Luck: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The stream called `name` of `seed`.
  package init(seed: UInt64, _ name: String) {
    state = seed
    for byte in name.utf8 { state = Self.mixed((state ^ UInt64(byte)) &+ Self.step) }
  }

  /// The next number.
  package mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  /// Whether something happens that has this probability.
  mutating func happens(_ probability: Double) -> Bool {
    probability > 0 && Double(next() >> 11) * 0x1p-53 < probability
  }

  /// A whole number of `range`.
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  private static func mixed(_ number: UInt64) -> UInt64 {
    var value = number
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
