internal import Artifacts
internal import Documents
internal import Messaging
internal import Peers
internal import Scheduling
internal import Wire

/// Takes artifacts from workers and gives them out, on a connection of its own, so that bulk never
/// delays a heartbeat.
actor DataServer: PollingActor {
  private static let protocolFrame = Array(MessageLimits.protocolName.utf8)
  /// Messages taken in one turn, after which it is looked whether to end.
  private static let messagesPerTurn = 256
  /// Bytes of the largest artifact that is taken.
  private static let largestArtifact = 1 << 30
  /// Transfers at a time of one peer.
  private static let mostSessions = 64
  /// Transfers that are remembered, of peers that may have gone in the middle of one.
  private static let mostRemembered = 4096

  /// A transfer with one peer.
  private struct Key: Hashable {
    let peer: [UInt8]
    let digest: Digest
  }

  nonisolated let thread = PollingThread(name: "data")
  private let socket: Socket
  private let store: ArtifactStore
  private let allowed: AllowList
  private let traffic = TrafficWatch()
  private var uploads: [Key: UploadSession] = [:]
  private var downloads: [Key: DownloadSession] = [:]

  init(_ bound: consuming BoundSocket, store: ArtifactStore, allowed: AllowList) {
    socket = bound.take()
    self.store = store
    self.allowed = allowed
    thread.watch(self.socket)
    thread.start(self)
  }

  nonisolated func stop() { thread.stop() }

  func turn() -> Duration? {
    do {
      for _ in 0..<Self.messagesPerTurn {
        guard let incoming = try next() else { break }
        try handle(incoming)
      }
    } catch {
      Diagnostics.report("data connection: \(error)")
    }
    return nil
  }

  /// The next message; nil where none has arrived.
  private func next() throws(ZeroMQError) -> Incoming? {
    let now = Clock.now
    var verdict = PeerTraffic.Verdict.heard
    let incoming = try socket.receive { [traffic] id, _, bytes in
      verdict = traffic.judge(SessionID(id), bytes, within: .artifacts, at: now)
      return verdict == .heard
    }
    if verdict == .begins, let peer = allowed.peer(incoming?.user) {
      Diagnostics.report(
        "'\(peer.name)' sends more pieces of artifacts than it may; what is too much is not heard")
    }
    return incoming
  }

  private func handle(_ incoming: Incoming) throws(ZeroMQError) {
    guard allowed.peer(incoming.user) != nil, incoming.frames.count == 2,
      incoming.frames[0] == Self.protocolFrame,
      let message = try? TransferMessage(decoding: incoming.frames[1])
    else { return }
    forgetOldSessions()
    let key = Key(peer: incoming.routingID, digest: message.digest)
    switch message {
    case .fetch: try give(key)
    case .need, .complete:
      guard var session = uploads[key] ?? resumed(key) else { return }
      let steps = session.handle(message)
      uploads[key] = session
      try perform(steps, key)
    case .offer(let digest, _):
      if store.contains(digest) {
        try send(.complete(digest), to: key.peer)
        return
      }
      var session =
        downloads[key] ?? DownloadSession(accepting: digest, largest: Self.largestArtifact)
      guard
        downloads[key] != nil
          || downloads.keys.count(where: { $0.peer == key.peer })
            < Self.mostSessions
      else { return }
      let steps = session.handle(message)
      downloads[key] = session
      try perform(steps, key)
    case .chunk, .missing:
      guard var session = downloads[key] else { return }
      let steps = session.handle(message)
      downloads[key] = session
      try perform(steps, key)
    case .failed:
      uploads[key] = nil
      downloads[key] = nil
    }
  }

  /// Bounds what is remembered: peers that are still there begin again where they were.
  private func forgetOldSessions() {
    if uploads.count > Self.mostRemembered { uploads = [:] }
    if downloads.count > Self.mostRemembered { downloads = [:] }
  }

  /// The sender remembers nothing that the receiver does not say: any `need` can be served.
  private func resumed(_ key: Key) -> UploadSession? {
    store.size(of: key.digest).map { UploadSession(key.digest, size: $0) }
  }

  private func give(_ key: Key) throws(ZeroMQError) {
    guard let session = resumed(key) else {
      try send(.missing(key.digest), to: key.peer)
      return
    }
    uploads[key] = session
    try perform(session.start(), key)
  }

  private func perform(_ steps: [UploadSession.Step], _ key: Key) throws(ZeroMQError) {
    for step in steps {
      switch step {
      case .send(let message): try send(message, to: key.peer)
      case .sendChunk(let range):
        do throws(Failure) {
          let bytes = try store.read(key.digest, range)
          try? send(.chunk(key.digest, offset: range.lowerBound, bytes: bytes), to: key.peer)
        } catch {
          try send(.failed(key.digest, reason: error.message), to: key.peer)
          uploads[key] = nil
        }
      case .finished, .failed: uploads[key] = nil
      }
    }
  }

  private func perform(_ steps: [DownloadSession.Step], _ key: Key) throws(ZeroMQError) {
    for step in steps {
      guard var session = downloads[key] else { return }
      var more: [DownloadSession.Step] = []
      do throws(Failure) {
        switch step {
        case .send(let message): try? send(message, to: key.peer)
        case .begin(let size): more = session.began(at: try store.begin(key.digest, size: size))
        case .store(let offset, let bytes):
          _ = try store.append(bytes, to: key.digest, at: offset)
        case .verify:
          try store.finish(key.digest)
          more = session.verified()
        case .finished, .failed:
          downloads[key] = nil
          continue
        }
      } catch {
        more = session.giveUp(error)
      }
      downloads[key] = session
      try perform(more, key)
    }
  }

  private func send(_ message: TransferMessage, to peer: [UInt8]) throws(ZeroMQError) {
    // A peer whose queue is full, or who has gone, asks again.
    _ = try socket.send([Self.protocolFrame, message.encoded], to: peer)
  }
}
