import Artifacts
import Documents
import TestSupport
import Testing

/// A peer that sends and one that receives, with a network between them that loses, repeats and
/// reorders, and breaks connections.
private struct Exchange {
  private var random: SeededGenerator
  private let content: [UInt8]
  private let digest: Digest
  private let faults: Double
  private var sender: UploadSession
  private var receiver: DownloadSession
  private var toSender: [TransferMessage] = []
  private var toReceiver: [TransferMessage] = []
  private(set) var stored: [UInt8] = []
  private(set) var chunksSent = 0
  private(set) var senderEnd: UploadSession.Step?
  private(set) var receiverEnd: DownloadSession.Step?

  init(
    seed: Int, size: Int, chunk: Int = TransferMessage.chunkSize, faults: Double,
    arrived: Int = 0, isFetched: Bool
  ) {
    random = SeededGenerator(seed: UInt64(seed))
    content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8 &+ seed) }
    digest = Digest(of: content)
    self.faults = faults
    stored = Array(content[..<arrived])
    sender = UploadSession(digest, size: size, chunkSize: chunk)
    receiver =
      isFetched
      ? DownloadSession(fetching: digest, largest: 1 << 30, chunkSize: chunk)
      : DownloadSession(accepting: digest, largest: 1 << 30, chunkSize: chunk)
    receive(receiver.start())
    if !isFetched { send(sender.start()) }
  }

  var isIntact: Bool { stored == content }

  /// Delivers one message, or retries where nothing is on the way; false when both have ended.
  mutating func advance() -> Bool {
    if senderEnd != nil, receiverEnd != nil { return false }
    if toSender.isEmpty, toReceiver.isEmpty {
      receive(receiver.retry())
      send(sender.retry())
    } else if !toReceiver.isEmpty, toSender.isEmpty || Bool.random(using: &random) {
      let index = place(toReceiver.count)
      let message = toReceiver.remove(at: index)
      receive(receiver.handle(message))
    } else {
      let index = place(toSender.count)
      let message = toSender.remove(at: index)
      send(sender.handle(message))
    }
    return true
  }

  /// Which of the messages on the way comes next: most often the first.
  private mutating func place(_ count: Int) -> Int {
    happens() ? Int.random(in: 0..<count, using: &random) : 0
  }

  private mutating func happens() -> Bool { Double.random(in: 0..<1, using: &random) < faults }

  private mutating func copies() -> Int { happens() ? 0 : happens() ? 2 : 1 }

  private mutating func send(_ steps: [UploadSession.Step]) {
    for step in steps {
      switch step {
      case .send(let message):
        for _ in 0..<copies() { toReceiver.append(message) }
      case .sendChunk(let range):
        chunksSent += 1
        let chunk = TransferMessage.chunk(
          digest, offset: range.lowerBound, bytes: Array(content[range]))
        for _ in 0..<copies() { toReceiver.append(chunk) }
      case .finished, .failed: senderEnd = step
      }
    }
  }

  private mutating func receive(_ steps: [DownloadSession.Step]) {
    for step in steps {
      switch step {
      case .send(let message):
        for _ in 0..<copies() { toSender.append(message) }
      case .begin: receive(receiver.began(at: stored.count))
      case .store(let offset, let bytes):
        precondition(offset == stored.count, "pieces come in their order")
        stored += bytes
      case .verify:
        let isGood = Digest(of: stored) == digest
        receive(isGood ? receiver.verified() : receiver.giveUp(Failure(.data, "damaged")))
      case .finished, .failed: receiverEnd = step
      }
    }
  }
}

@Suite struct TransferSessionTests {
  private static let chunk = TransferMessage.chunkSize

  @Test(arguments: [0, 1, chunk, chunk + 1, 5 * chunk + 17], [false, true])
  func everyChunkTravelsOnceWhereNothingIsLost(_ size: Int, _ isFetched: Bool) {
    var exchange = Exchange(seed: 1, size: size, faults: 0, isFetched: isFetched)
    while exchange.advance() {}
    #expect(exchange.isIntact)
    #expect(exchange.senderEnd == .finished)
    #expect(exchange.receiverEnd == .finished)
    #expect(exchange.chunksSent == (size + Self.chunk - 1) / Self.chunk)
  }

  @Test func transfersGoOnFromAnyByte() {
    let size = 100
    for arrived in 0...size {
      var exchange = Exchange(
        seed: 2, size: size, chunk: 16, faults: 0, arrived: arrived, isFetched: false)
      while exchange.advance() {}
      #expect(exchange.isIntact)
      #expect(exchange.receiverEnd == .finished)
      #expect(exchange.chunksSent == (size - arrived + 15) / 16)
    }
  }

  @Test(arguments: [false, true])
  func lossRepetitionAndReorderingAreOvercome(_ isFetched: Bool) {
    for seed in 0..<500 {
      var exchange = Exchange(
        seed: seed, size: seed, chunk: 16, faults: 0.15, isFetched: isFetched)
      var advances = 0
      while exchange.receiverEnd == nil, exchange.advance() { advances += 1 }
      #expect(exchange.receiverEnd == .finished, "seed \(seed)")
      #expect(exchange.isIntact)
      while exchange.advance() { advances += 1 }
      #expect(exchange.senderEnd == .finished, "seed \(seed)")
      #expect(advances < 1_000)
    }
  }

  @Test func aDeadNetworkEndsBothSessions() {
    var exchange = Exchange(seed: 3, size: 10, faults: 1, isFetched: true)
    var advances = 0
    while exchange.advance() { advances += 1 }
    #expect(advances == UploadSession.patience + 1)
    guard case .failed(let failure) = exchange.receiverEnd else {
      Issue.record("the receiver waits for ever")
      return
    }
    #expect(failure.code == .unavailable)
  }

  @Test func noMoreThanTheWindowIsOnTheWay() {
    let digest = Digest(of: "x")
    var session = DownloadSession(fetching: digest, largest: 1 << 30)
    #expect(session.start() == [.send(.fetch(digest))])
    let size = 10 * Self.chunk
    #expect(session.handle(.offer(digest, size: size)) == [.begin(size: size)])
    #expect(session.began(at: 0) == [.send(.need(digest, offset: 0, credit: 4))])
    let piece = [UInt8](repeating: 1, count: Self.chunk)
    #expect(
      session.handle(.chunk(digest, offset: 0, bytes: piece)) == [
        .store(offset: 0, bytes: piece),
        .send(.need(digest, offset: 4 * Self.chunk, credit: 1)),
      ])
    #expect(session.handle(.chunk(digest, offset: 0, bytes: piece)) == [])
    #expect(session.handle(.chunk(digest, offset: 2 * Self.chunk, bytes: piece)) == [])
    #expect(session.handle(.chunk(digest, offset: Self.chunk, bytes: [1])) == [])
  }

  @Test func greedyPeersGetNoMoreThanTheWindow() {
    let digest = Digest(of: "x")
    var session = UploadSession(digest, size: 100 * Self.chunk)
    #expect(session.handle(.need(digest, offset: 0, credit: 1 << 52)).count == 4)
    #expect(session.handle(.need(digest, offset: 1 << 52, credit: 4)) == [])
    #expect(session.handle(.need(digest, offset: 0, credit: 0)) == [])
  }

  @Test func refusalsEndTheSession() {
    let digest = Digest(of: "x")
    var missing = DownloadSession(fetching: digest, largest: 10)
    #expect(
      missing.handle(.missing(digest))
        == [.failed(Failure(.missingInput, "the peer does not have artifact \(digest.short)"))])
    #expect(missing.retry() == [])

    var large = DownloadSession(accepting: digest, largest: 10)
    let steps = large.handle(.offer(digest, size: 11))
    #expect(steps.count == 2)
    guard case .send(.failed(digest, let reason)) = steps.first else {
      Issue.record("the peer is not told")
      return
    }
    #expect(reason.contains("at most 10"))

    var upload = UploadSession(digest, size: 11)
    guard case .failed(let failure) = upload.handle(.failed(digest, reason: reason)).first else {
      Issue.record("the upload goes on")
      return
    }
    #expect(failure.message.contains(reason))
  }

  @Test func aRepeatedOfferOfWhatIsThereIsAnswered() {
    let digest = Digest(of: "")
    var session = DownloadSession(accepting: digest, largest: 10)
    #expect(session.handle(.offer(digest, size: 0)) == [.begin(size: 0)])
    #expect(session.began(at: 0) == [.verify])
    #expect(session.verified() == [.send(.complete(digest)), .finished])
    #expect(session.handle(.offer(digest, size: 0)) == [.send(.complete(digest))])
  }
}
