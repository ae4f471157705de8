internal import Documents

/// Random numbers found by name and position, so that nothing depends on the order of drawing.
///
/// The name is hashed with SHA-256 to a key; number `n` is the finaliser of SplitMix64 (Steele, Lea
/// and Flood, OOPSLA 2014) of key + n times its increment.
package struct NamedStream: Hashable, Sendable {
  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The stream's key: a seed for generators that take one.
  package let key: UInt64

  /// The stream whose name consists of `parts`, in this order.
  package init(_ parts: String...) {
    let name = parts.map { "\($0.utf8.count):\($0)" }.joined()
    key = Digest(of: name).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private init(key: UInt64) { self.key = key }

  /// The stream of one sample among those of this stream.
  package func sample(_ index: Int) -> NamedStream {
    NamedStream(key: Self.mix(bits(index) ^ 0xD1B5_4A32_D192_ED03))
  }

  /// The 64 bits at `position`.
  @inline(__always)
  package func bits(_ position: Int) -> UInt64 {
    Self.mix(key &+ UInt64(bitPattern: Int64(position)) &* Self.increment)
  }

  /// A whole number in 0..<bound at `position`; the bias is below bound / 2^64.
  package func number(below bound: Int, at position: Int) -> Int {
    precondition(bound > 0, "there is no number below zero to draw")
    return Int(bits(position).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers 0..<count in an order drawn from this stream (Fisher and Yates).
  package func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for place in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(place, number(below: place + 1, at: place))
    }
    return order
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
