package import Documents

/// What two peers say to each other about artifacts, on the socket for bulk data.
///
/// The sender offers; the receiver asks for pieces, a few ahead, and so decides how much is on the
/// way. Every request can be repeated: the sender remembers nothing of what it has sent.
package enum TransferMessage: Sendable, Equatable {
  /// Sender: I have this artifact, of so many bytes.
  case offer(Digest, size: Int)
  /// Receiver: send up to `credit` chunks from `offset` on.
  case need(Digest, offset: Int, credit: Int)
  /// Sender: here is a piece.
  case chunk(Digest, offset: Int, bytes: [UInt8])
  /// Receiver: I have it all, verified.
  case complete(Digest)
  /// Receiver: offer me this artifact.
  case fetch(Digest)
  /// Sender: I do not have it.
  case missing(Digest)
  /// Either: I give up, for this reason.
  case failed(Digest, reason: String)

  /// Bytes of a chunk; only an artifact's last may have fewer.
  package static let chunkSize = 1 << 20
  /// Chunks that may be on the way at a time.
  package static let window = 4
  /// Bytes of the longest reason.
  package static let longestReason = 1_000

  /// The artifact that it is about.
  package var digest: Digest {
    switch self {
    case .offer(let digest, _), .need(let digest, _, _), .chunk(let digest, _, _),
      .complete(let digest), .fetch(let digest), .missing(let digest), .failed(let digest, _):
      digest
    }
  }
}
