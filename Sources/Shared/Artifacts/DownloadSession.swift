package import Documents

/// The receiving side of one artifact's transfer from one peer: messages in, steps out.
///
/// Pieces are taken in their order; whatever comes twice, too early or malformed is ignored, and
/// `retry` asks again for what is missing.
package struct DownloadSession: Sendable {
  /// What the owner of the session has to do.
  package enum Step: Sendable, Equatable {
    /// Send this message.
    case send(TransferMessage)
    /// Prepare for so many bytes, then tell `began` how many of them are there already.
    case begin(size: Int)
    /// Keep this piece.
    case store(offset: Int, bytes: [UInt8])
    /// Verify the whole, then tell `verified` or `giveUp`.
    case verify
    /// The artifact is there; the session is over.
    case finished
    /// The session is over without success.
    case failed(Failure)
  }

  private enum State {
    case asking
    case waiting
    case beginning(size: Int)
    case receiving(size: Int, arrived: Int, requested: Int)
    case verifying
    case finished
    case failed
  }

  /// How many retries without progress end the session.
  package static let patience = 10

  /// The artifact.
  package let digest: Digest
  private let largest: Int
  private let chunkSize: Int
  private var state: State
  private var silence = 0

  /// A session that asks a peer for the artifact `digest`, of at most `largest` bytes.
  ///
  /// Both sides must agree on `chunkSize`, the bytes of all chunks but the last.
  package init(
    fetching digest: Digest, largest: Int, chunkSize: Int = TransferMessage.chunkSize
  ) {
    self.init(digest, largest, chunkSize, .asking)
  }

  /// A session for an artifact that a peer offers; its offer is to be handled next.
  ///
  /// Both sides must agree on `chunkSize`, the bytes of all chunks but the last.
  package init(
    accepting digest: Digest, largest: Int, chunkSize: Int = TransferMessage.chunkSize
  ) {
    self.init(digest, largest, chunkSize, .waiting)
  }

  private init(_ digest: Digest, _ largest: Int, _ chunkSize: Int, _ state: State) {
    precondition((1...TransferMessage.chunkSize).contains(chunkSize), "a chunk fits a message")
    self.digest = digest
    self.largest = largest
    self.chunkSize = chunkSize
    self.state = state
  }

  /// Begins.
  package func start() -> [Step] {
    if case .asking = state { [.send(.fetch(digest))] } else { [] }
  }

  /// Takes a message about this artifact.
  package mutating func handle(_ message: TransferMessage) -> [Step] {
    precondition(message.digest == digest, "the message is about this artifact")
    switch message {
    case .offer(_, let size): return handleOffer(size)
    case .chunk(_, let offset, let bytes): return handleChunk(offset, bytes)
    case .missing:
      return end(Failure(.missingInput, "the peer does not have artifact \(digest.short)"))
    case .failed(_, let reason):
      return end(Failure(.unavailable, "the peer gave up artifact \(digest.short): \(reason)"))
    case .need, .complete, .fetch:
      // Things that only a receiver says.
      return []
    }
  }

  /// Continues after `begin`, with the bytes from `arrived` on.
  package mutating func began(at arrived: Int) -> [Step] {
    guard case .beginning(let size) = state else {
      preconditionFailure("the session asked to begin")
    }
    precondition((0...size).contains(arrived), "the store has a part of the artifact")
    return receive(size: size, arrived: arrived, requested: arrived)
  }

  /// Ends the session after `verify` succeeded.
  package mutating func verified() -> [Step] {
    guard case .verifying = state else { preconditionFailure("the session asked to verify") }
    state = .finished
    return [.send(.complete(digest)), .finished]
  }

  /// Ends the session and tells the peer: when storing or verifying fails.
  package mutating func giveUp(_ failure: Failure) -> [Step] {
    let steps = end(failure)
    return steps.isEmpty ? [] : [.send(.failed(digest, reason: failure.message))] + steps
  }

  /// Speaks up again: after a new connection, or when nothing has come for some seconds.
  package mutating func retry() -> [Step] {
    switch state {
    case .beginning, .verifying, .finished, .failed: return []
    case .asking, .waiting, .receiving: silence += 1
    }
    guard silence <= Self.patience else {
      return end(Failure(.unavailable, "nobody sends artifact \(digest.short)"))
    }
    if case .receiving(let size, let arrived, _) = state {
      return receive(size: size, arrived: arrived, requested: arrived)
    }
    return start()
  }

  private mutating func handleOffer(_ size: Int) -> [Step] {
    switch state {
    case .asking, .waiting:
      guard size <= largest else {
        return giveUp(
          Failure(.data, "artifact \(digest.short) has \(size) bytes; at most \(largest) are taken")
        )
      }
      state = .beginning(size: size)
      return [.begin(size: size)]
    case .receiving(let known, let arrived, _):
      // The peer came back after a break: what was on the way may be lost.
      guard size == known else { return [] }
      return receive(size: size, arrived: arrived, requested: arrived)
    case .finished:
      // It did not hear that all arrived.
      return [.send(.complete(digest))]
    case .beginning, .verifying, .failed: return []
    }
  }

  private mutating func handleChunk(_ offset: Int, _ bytes: [UInt8]) -> [Step] {
    guard case .receiving(let size, let arrived, let requested) = state, offset == arrived,
      bytes.count == min(chunkSize, size - arrived)
    else { return [] }
    silence = 0
    let now = arrived + bytes.count
    return [.store(offset: offset, bytes: bytes)]
      + receive(size: size, arrived: now, requested: max(now, requested))
  }

  /// Asks for more, so that a window of chunks is on the way.
  private mutating func receive(size: Int, arrived: Int, requested: Int) -> [Step] {
    guard arrived < size else {
      state = .verifying
      return [.verify]
    }
    let onTheWay = (requested - arrived + chunkSize - 1) / chunkSize
    let left = (size - requested + chunkSize - 1) / chunkSize
    let credit = min(TransferMessage.window - onTheWay, left)
    state = .receiving(
      size: size, arrived: arrived, requested: min(size, requested + max(0, credit) * chunkSize))
    return credit > 0 ? [.send(.need(digest, offset: requested, credit: credit))] : []
  }

  /// Nothing where the session is over already.
  private mutating func end(_ failure: Failure) -> [Step] {
    switch state {
    case .finished, .failed: return []
    case .asking, .waiting, .beginning, .receiving, .verifying:
      state = .failed
      return [.failed(failure)]
    }
  }
}
