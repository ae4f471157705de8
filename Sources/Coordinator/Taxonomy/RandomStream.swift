/// A stream of random numbers that depends on its seed and number alone (SplitMix64).
package struct RandomStream: Sendable {
  private var state: UInt64

  /// The stream `number` of `seed`; different numbers give unrelated streams.
  package init(seed: UInt64, number: UInt64 = 0) {
    state = Self.mixed(seed &+ Self.mixed(number &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A whole number from 0 to `bound` - 1, all equally likely.
  package mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound)")
    let bound = UInt64(bound)
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// Puts the elements in random order.
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, next(below: index + 1))
    }
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
