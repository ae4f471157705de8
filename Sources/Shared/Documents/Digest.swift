internal import CSodium

/// A SHA-256 digest: the name of an artifact, the identity of a job.
package struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
  // Four numbers, the first byte highest, and no array: digests are copied, compared and looked up
  // in every turn of the coordinator.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// The 32 bytes.
  package var bytes: [UInt8] {
    withUnsafeBytes(
      of: (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
    ) { Array($0) }
  }

  /// The digest of `content`.
  package init(of content: some Collection<UInt8>) {
    var hasher = Hasher()
    hasher.update(Array(content))
    self = hasher.finish()
  }

  /// The digest of the UTF-8 bytes of `text`.
  package init(of text: String) {
    self.init(of: Array(text.utf8))
  }

  /// The digest with these 32 bytes; nil for any other count.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    func word(_ index: Int) -> UInt64 {
      bytes.withUnsafeBytes {
        UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
    }
    (first, second, third, fourth) = (word(0), word(1), word(2), word(3))
  }

  /// The digest written as 64 lower-case hexadecimal digits; nil for any other text.
  package init?(hexadecimal text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  /// 64 lower-case hexadecimal digits.
  package var description: String {
    String(unsafeUninitializedCapacity: 64) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = Self.digit(byte >> 4)
        text[2 * index + 1] = Self.digit(byte & 15)
      }
      return 64
    }
  }

  /// Eight bytes of a SHA-256 tell digests apart as well as all of them.
  package func hash(into hasher: inout Swift.Hasher) {
    hasher.combine(first)
  }

  /// The first twelve digits: enough to tell jobs apart when people read them.
  package var short: String { String(description.prefix(12)) }

  package static func < (left: Digest, right: Digest) -> Bool {
    (left.first, left.second, left.third, left.fourth)
      < (right.first, right.second, right.third, right.fourth)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Hashes content that arrives in pieces.
  package struct Hasher {
    private var state = crypto_hash_sha256_state()

    /// A hasher that has seen nothing yet.
    package init() {
      crypto_hash_sha256_init(&state)
    }

    /// Adds `content`.
    package mutating func update(_ content: [UInt8]) {
      content.withUnsafeBytes { update($0) }
    }

    /// Adds the bytes of `content`.
    package mutating func update(_ content: UnsafeRawBufferPointer) {
      guard let start = content.bindMemory(to: UInt8.self).baseAddress else { return }
      crypto_hash_sha256_update(&state, start, UInt64(content.count))
    }

    /// The digest of all that was added.
    package consuming func finish() -> Digest {
      var bytes = [UInt8](repeating: 0, count: 32)
      crypto_hash_sha256_final(&state, &bytes)
      guard let digest = Digest(bytes: bytes) else {
        preconditionFailure("SHA-256 has 32 bytes")
      }
      return digest
    }
  }
}
