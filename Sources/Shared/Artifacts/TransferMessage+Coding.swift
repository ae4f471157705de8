package import Documents

/// One byte for the kind, 32 for the digest, then the rest: numbers have 8 bytes, little-endian.
extension TransferMessage {
  private enum Kind: UInt8 {
    case offer = 1
    case need
    case chunk
    case complete
    case fetch
    case missing
    case failed
  }

  /// The message as bytes.
  package var encoded: [UInt8] {
    switch self {
    case .offer(let digest, let size): Self.bytes(.offer, digest, [size])
    case .need(let digest, let offset, let credit):
      Self.bytes(.need, digest, [offset, credit])
    case .chunk(let digest, let offset, let bytes):
      Self.bytes(.chunk, digest, [offset], bytes)
    case .complete(let digest): Self.bytes(.complete, digest)
    case .fetch(let digest): Self.bytes(.fetch, digest)
    case .missing(let digest): Self.bytes(.missing, digest)
    case .failed(let digest, let reason):
      Self.bytes(.failed, digest, [], Self.shortened(reason))
    }
  }

  /// Reads a message from bytes that anybody may have sent.
  ///
  /// - Throws: `Failure` (data) for bytes that `encoded` does not make.
  package init(decoding bytes: [UInt8]) throws(Failure) {
    guard let message = Self.message(bytes) else {
      throw Failure(.data, "these \(bytes.count) bytes are no message about an artifact")
    }
    self = message
  }

  private static func bytes(
    _ kind: Kind, _ digest: Digest, _ numbers: [Int] = [], _ rest: [UInt8] = []
  ) -> [UInt8] {
    var bytes = [kind.rawValue] + digest.bytes
    bytes.reserveCapacity(bytes.count + 8 * numbers.count + rest.count)
    for number in numbers {
      withUnsafeBytes(of: UInt64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.append(contentsOf: rest)
    return bytes
  }

  /// Nil for malformed bytes.
  private static func message(_ bytes: [UInt8]) -> TransferMessage? {
    guard bytes.count >= 33, let kind = Kind(rawValue: bytes[0]),
      let digest = Digest(bytes: Array(bytes[1..<33]))
    else { return nil }
    let rest = bytes[33...]
    switch kind {
    case .offer: return numbers(rest, 1).map { .offer(digest, size: $0[0]) }
    case .need: return numbers(rest, 2).map { .need(digest, offset: $0[0], credit: $0[1]) }
    case .chunk: return chunk(digest, rest)
    case .complete: return rest.isEmpty ? .complete(digest) : nil
    case .fetch: return rest.isEmpty ? .fetch(digest) : nil
    case .missing: return rest.isEmpty ? .missing(digest) : nil
    case .failed:
      guard rest.count <= longestReason else { return nil }
      return String(validating: rest, as: UTF8.self).map { .failed(digest, reason: $0) }
    }
  }

  private static func chunk(_ digest: Digest, _ rest: ArraySlice<UInt8>) -> TransferMessage? {
    guard let offset = numbers(rest.prefix(8), 1)?[0] else { return nil }
    let content = Array(rest.dropFirst(8))
    guard (1...chunkSize).contains(content.count) else { return nil }
    return .chunk(digest, offset: offset, bytes: content)
  }

  /// Exactly `count` numbers, each below 2^53 so that sums of them cannot overflow.
  private static func numbers(_ bytes: ArraySlice<UInt8>, _ count: Int) -> [Int]? {
    guard bytes.count == 8 * count else { return nil }
    let values = bytes.withUnsafeBytes { buffer in
      (0..<count).map { index in
        UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
    }
    return values.allSatisfy { $0 < 1 << 53 } ? values.map { Int($0) } : nil
  }

  /// As many whole characters as fit.
  private static func shortened(_ reason: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for character in reason where bytes.count + character.utf8.count <= longestReason {
      bytes.append(contentsOf: character.utf8)
    }
    return bytes
  }
}
