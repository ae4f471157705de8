package import Documents

/// The sending side of one artifact's transfer to one peer: messages in, steps out.
package struct UploadSession: Sendable {
  /// What the owner of the session has to do.
  package enum Step: Sendable, Equatable {
    /// Send this message.
    case send(TransferMessage)
    /// Read the bytes in this range and send them as one chunk.
    case sendChunk(Range<Int>)
    /// The peer has the artifact; the session is over.
    case finished
    /// The session is over without success.
    case failed(Failure)
  }

  /// How many retries without an answer end the session.
  package static let patience = 10

  /// The artifact.
  package let digest: Digest
  private let size: Int
  private let chunkSize: Int
  private var isOver = false
  private var silence = 0

  /// A session about the artifact `digest` of `size` bytes.
  ///
  /// Both sides must agree on `chunkSize`, the bytes of all chunks but the last.
  package init(_ digest: Digest, size: Int, chunkSize: Int = TransferMessage.chunkSize) {
    precondition(size >= 0, "an artifact has a size")
    precondition((1...TransferMessage.chunkSize).contains(chunkSize), "a chunk fits a message")
    self.chunkSize = chunkSize
    self.digest = digest
    self.size = size
  }

  /// Begins: for an upload of one's own accord, and in answer to `fetch`.
  package func start() -> [Step] { [.send(.offer(digest, size: size))] }

  /// Takes a message about this artifact.
  package mutating func handle(_ message: TransferMessage) -> [Step] {
    precondition(message.digest == digest, "the message is about this artifact")
    guard !isOver else { return [] }
    silence = 0
    switch message {
    case .need(_, let offset, let credit): return chunks(from: offset, credit)
    case .fetch: return start()
    case .complete:
      isOver = true
      return [.finished]
    case .failed(_, let reason):
      return end(Failure(.unavailable, "artifact \(digest.short) was not taken: \(reason)"))
    case .offer, .chunk, .missing:
      // Things that only a sender says.
      return []
    }
  }

  /// Speaks up again: after a new connection, or when nothing has come for some seconds.
  package mutating func retry() -> [Step] {
    guard !isOver else { return [] }
    silence += 1
    guard silence <= Self.patience else {
      return end(Failure(.unavailable, "nobody answers about artifact \(digest.short)"))
    }
    return start()
  }

  private mutating func end(_ failure: Failure) -> [Step] {
    isOver = true
    return [.failed(failure)]
  }

  private func chunks(from offset: Int, _ credit: Int) -> [Step] {
    // A peer that asks for more than the window gets the window.
    (0..<min(credit, TransferMessage.window)).compactMap { index in
      let start = offset + index * chunkSize
      guard start < size else { return nil }
      return .sendChunk(start..<min(size, start + chunkSize))
    }
  }
}
