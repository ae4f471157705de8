internal import Documents
internal import Messaging
internal import Peers
internal import Scheduling
internal import Wire

/// The coordinator's end of the control connections: frames in and out of messages.
struct ControlSocket: ~Copyable {
  private static let protocolFrame = Array(MessageLimits.protocolName.utf8)
  private let socket: Socket
  private let allowed: AllowList
  private let traffic = TrafficWatch()

  /// Something that a peer said.
  enum Received {
    /// A worker's message.
    case worker(SessionID, WorkerMessage)
    /// A person's request, and who asks.
    case client(SessionID, ClientRequest, Peer)
    /// Something, from a peer that was revoked while it was connected.
    case revoked(SessionID)
    /// More than a peer may say, and that is to be told: for the first time in a while, or because
    /// it goes on.
    case tooMuch(SessionID, Peer, goesOn: Bool)
    /// Nothing that can be used.
    case nothing
  }

  init(_ socket: consuming Socket, allowed: AllowList) {
    self.socket = socket
    self.allowed = allowed
  }

  borrowing func watch(on thread: PollingThread) { thread.watch(socket) }

  /// The next message; nil where none has arrived.
  borrowing func next() throws(ZeroMQError) -> Received? {
    let now = Clock.now
    let (allowed, traffic) = (allowed, traffic)
    var verdict = PeerTraffic.Verdict.heard
    let received = try socket.receive { id, user, bytes in
      let isWorker = allowed.peer(user)?.role == .worker
      verdict = traffic.judge(
        SessionID(id), bytes, within: isWorker ? .worker : .client, at: now)
      return verdict == .heard
    }
    guard let incoming = received else { return nil }
    let session = SessionID(incoming.routingID)
    guard let peer = allowed.peer(incoming.user) else {
      // A revoked peer may still be connected: what it says counts for nothing.
      if verdict != .dropped { try send(.refuse("its access was revoked"), to: session) }
      return .revoked(session)
    }
    if incoming.isTurnedAway {
      return verdict == .dropped
        ? .nothing : .tooMuch(session, peer, goesOn: verdict == .goesOn)
    }
    guard incoming.frames.count == 2, incoming.frames[0] == Self.protocolFrame else {
      let reason = "this coordinator speaks \(MessageLimits.protocolName)"
      if peer.role == .worker {
        try send(.refuse(reason), to: session)
      } else {
        let failure = Failure(.unavailable, "\(reason); use a program of its version")
        try send(ClientReply(number: ClientReply.toAll, result: .failure(failure)), to: session)
      }
      return .nothing
    }
    if peer.role == .worker {
      guard let message = WorkerMessage(packed: incoming.frames[1]) else { return .nothing }
      return .worker(session, message)
    }
    guard let request = ClientRequest(packed: incoming.frames[1]) else { return .nothing }
    return .client(session, request, peer)
  }

  /// Does not count the message that ended an attempt as one of those that a worker may send.
  borrowing func excuseResult(of session: SessionID) { traffic.excuseResult(of: session) }

  /// Sends a message to a worker; says whether its connection is still there.
  @discardableResult
  borrowing func send(
    _ message: CoordinatorMessage, to session: SessionID
  ) throws(ZeroMQError) -> Bool {
    try socket.send([Self.protocolFrame, message.packed], to: session.bytes) != .unreachable
  }

  /// Sends a reply to a person's command; a command that has gone does not get it.
  borrowing func send(_ reply: ClientReply, to session: SessionID) throws(ZeroMQError) {
    var body = reply.packed
    if body.count > MessageLimits.controlBytes {
      let failure = Failure(.unavailable, "the answer is longer than a message may be")
      body = ClientReply(number: reply.number, result: .failure(failure)).packed
    }
    _ = try socket.send([Self.protocolFrame, body], to: session.bytes)
  }
}
