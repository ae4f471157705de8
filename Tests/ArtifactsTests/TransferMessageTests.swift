import Artifacts
import Documents
import TestSupport
import Testing

@Suite struct TransferMessageTests {
  private static let digest = Digest(of: "x")
  private static let messages: [TransferMessage] = [
    .offer(digest, size: 0), .offer(digest, size: 1 << 52),
    .need(digest, offset: 3, credit: 4),
    .chunk(digest, offset: 1 << 40, bytes: [1, 2, 3]),
    .complete(digest), .fetch(digest), .missing(digest),
    .failed(digest, reason: "no space left"),
  ]

  @Test(arguments: messages)
  func readsItsOwnBytes(_ message: TransferMessage) throws {
    #expect(try TransferMessage(decoding: message.encoded) == message)
    #expect(message.digest == Self.digest)
  }

  @Test func bytesAreKnown() {
    let expected: [UInt8] =
      [2] + Self.digest.bytes + [3, 1, 0, 0, 0, 0, 0, 0] + [4, 0, 0, 0, 0, 0, 0, 0]
    #expect(TransferMessage.need(Self.digest, offset: 259, credit: 4).encoded == expected)
  }

  @Test func otherLengthsAreRefused() {
    for message in Self.messages {
      let bytes = message.encoded
      for count in 0..<min(bytes.count, 41) where count < 33 || bytes[0] <= 2 {
        #expect(throws: Failure.self) { try TransferMessage(decoding: Array(bytes[..<count])) }
      }
    }
    #expect(throws: Failure.self) {
      try TransferMessage(decoding: TransferMessage.complete(Self.digest).encoded + [0])
    }
    #expect(throws: Failure.self) {
      try TransferMessage(decoding: TransferMessage.offer(Self.digest, size: 1).encoded + [0])
    }
    let huge = [UInt8](repeating: 0, count: TransferMessage.chunkSize + 1)
    #expect(throws: Failure.self) {
      try TransferMessage(
        decoding: TransferMessage.chunk(Self.digest, offset: 0, bytes: huge).encoded)
    }
    let negative = [1] + Self.digest.bytes + [UInt8](repeating: 255, count: 8)
    #expect(throws: Failure.self) { try TransferMessage(decoding: negative) }
  }

  @Test func longReasonsAreShortenedBetweenCharacters() throws {
    let reason = String(repeating: "\u{e4}", count: 700)
    let message = try TransferMessage(
      decoding: TransferMessage.failed(Self.digest, reason: reason).encoded)
    #expect(message == .failed(Self.digest, reason: String(repeating: "\u{e4}", count: 500)))
  }

  @Test func garbageIsReadAsWrittenOrRefused() {
    for seed in 0..<20_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let count = Int.random(in: 0..<80, using: &random)
      var bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      if count > 0 { bytes[0] = UInt8.random(in: 0...9, using: &random) }
      // High bytes of numbers are mostly zero in what peers really send.
      for index in bytes.indices.dropFirst(33) where index % 8 > 3 { bytes[index] = 0 }
      if let message = try? TransferMessage(decoding: bytes) {
        #expect(message.encoded == bytes)
      }
    }
  }
}
