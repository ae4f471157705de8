internal import Messaging
internal import Scheduling
internal import Wire

/// The coordinator's end of the control connections: frames in and out of messages.
struct ControlSocket: ~Copyable {
  private static let protocolFrame = Array(MessageLimits.protocolName.utf8)
  private let socket: Socket
  private let allowed: AllowList

  /// Something that a peer said.
  enum Received {
    /// A worker's message.
    case worker(SessionID, WorkerMessage)
    /// A person's request, and the role of who asks.
    case client(SessionID, ClientRequest, Peer.Role)
    /// Something, from a peer that was revoked while it was connected.
    case revoked(SessionID)
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
    guard let incoming = try socket.receive() else { return nil }
    let session = SessionID(incoming.routingID)
    // A revoked peer may still be connected: what it says counts for nothing.
    guard let peer = allowed.peer(incoming.user) else {
      try send(.refuse("its access was revoked"), to: session)
      return .revoked(session)
    }
    guard incoming.frames.count == 2, incoming.frames[0] == Self.protocolFrame else {
      if peer.role == .worker {
        try send(.refuse("this coordinator speaks \(MessageLimits.protocolName)"), to: session)
      }
      return .nothing
    }
    if peer.role == .worker {
      guard let message = WorkerMessage(packed: incoming.frames[1]) else { return .nothing }
      return .worker(session, message)
    }
    guard let request = ClientRequest(packed: incoming.frames[1]) else { return .nothing }
    return .client(session, request, peer.role)
  }

  /// Sends a message to a worker; says whether its connection is still there.
  @discardableResult
  borrowing func send(
    _ message: CoordinatorMessage, to session: SessionID
  ) throws(ZeroMQError) -> Bool {
    try socket.send([Self.protocolFrame, message.packed], to: session.bytes) != .unreachable
  }

  /// Sends a reply to a person's command; a command that has gone does not get it.
  borrowing func send(_ reply: ClientReply, to session: SessionID) throws(ZeroMQError) {
    _ = try socket.send([Self.protocolFrame, reply.packed], to: session.bytes)
  }
}
