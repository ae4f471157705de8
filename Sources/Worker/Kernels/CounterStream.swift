/// Random numbers by counter: Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, SC 2011).
///
/// Any number of a stream is found without those before it, so nothing depends on the order.
package struct CounterStream: Sendable {
  private let key: UInt64

  /// The stream of this seed.
  package init(seed: UInt64) {
    key = seed
  }

  /// The four words at counter (`index`, `stream`, `step`).
  package func block(index: UInt64, stream: UInt32, step: UInt32) -> SIMD4<UInt32> {
    var counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), stream, step)
    var low = UInt32(truncatingIfNeeded: key)
    var high = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let first = UInt64(counter[0]) * 0xD251_1F53
      let second = UInt64(counter[2]) * 0xCD9E_8D57
      counter = SIMD4(
        UInt32(second >> 32) ^ counter[1] ^ low, UInt32(truncatingIfNeeded: second),
        UInt32(first >> 32) ^ counter[3] ^ high, UInt32(truncatingIfNeeded: first))
      low &+= 0x9E37_79B9
      high &+= 0xBB67_AE85
    }
    return counter
  }

  /// Number `index` of (`stream`, `step`): uniform in [0, 1) with 24 bits.
  package func uniform(_ index: Int, stream: Int, step: Int = 0) -> Float {
    let words = block(
      index: UInt64(index / 4), stream: UInt32(truncatingIfNeeded: stream),
      step: UInt32(truncatingIfNeeded: step))
    return Float(words[index % 4] >> 8) * 0x1p-24
  }
}
