internal import Documents
internal import Messaging
internal import Peers
internal import Wire

/// The socket under a command's line, on its own thread.
actor ClientLine: PollingActor {
  private static let protocolFrame = Array(MessageLimits.protocolName.utf8)

  nonisolated let thread = PollingThread(name: "client")
  private let context: Context
  private let socket: Socket
  private let monitor: SocketMonitor
  private var peer: ClientPeer
  private var waiting: [Int: @Sendable (Result<JSON, Failure>) -> Void] = [:]
  private let control: Endpoint

  init(_ access: AccessFile) throws {
    context = try Context()
    control = access.control
    let socket = try Socket(
      .dealer, in: context, options: .control,
      security: .client(access.keys, serverKey: access.serverKey))
    monitor = try SocketMonitor(socket, in: context)
    try socket.connect(access.control)
    self.socket = socket
    peer = ClientPeer(coordinator: access.control.description)
    thread.watch(self.socket)
    monitor.watch(on: thread)
    thread.start(self)
  }

  func ask(
    _ verb: String, _ body: JSON, patience: Int,
    then answer: @escaping @Sendable (Result<JSON, Failure>) -> Void
  ) {
    let (number, effects) = peer.ask(verb, body, patience: patience, at: Clock.now)
    waiting[number] = answer
    perform(effects)
  }

  func turn() -> Duration? {
    do {
      while let event = try monitor.next() { notice(event) }
      while let incoming = try socket.receive() {
        if let other = MessageLimits.otherProtocol(incoming.frames) {
          refuse(
            Failure(
              .unavailable,
              "the coordinator at \(control) speaks \(other), this program "
                + "\(MessageLimits.protocolName); use the same version of both"))
        }
        guard incoming.frames.count == 2, incoming.frames[0] == Self.protocolFrame,
          let reply = ClientReply(packed: incoming.frames[1])
        else { continue }
        perform(peer.handle(.reply(reply), at: Clock.now))
      }
      perform(peer.handle(.tick, at: Clock.now))
    } catch {
      refuse(Failure(.unavailable, "the connection to \(control) broke: \(error)"))
    }
    return peer.nextDeadline.map { .milliseconds(max(1, $0 - Clock.now)) }
  }

  private func notice(_ event: ConnectionEvent) {
    switch event {
    case .ready: perform(peer.handle(.connected, at: Clock.now))
    case .disconnected: perform(peer.handle(.disconnected, at: Clock.now))
    case .refused:
      refuse(
        Failure(
          .unavailable,
          "the coordinator at \(control) refused this key; ask for another access file"))
    case .connected, .handshakeFailed, .retrying: break
    }
  }

  /// Ends all open questions.
  private func refuse(_ failure: Failure) {
    let open = waiting.sorted { $0.key < $1.key }
    waiting = [:]
    for (_, answer) in open { answer(.failure(failure)) }
  }

  private func send(_ request: ClientRequest) {
    let body = request.packed
    guard body.count <= MessageLimits.controlBytes else {
      let failure = Failure(
        .usage,
        "'\(request.verb)' has \(body.count) bytes, a message may have "
          + "\(MessageLimits.controlBytes); shorten the spec")
      perform(
        peer.handle(.reply(.init(number: request.number, result: .failure(failure))), at: Clock.now)
      )
      return
    }
    // What cannot be sent now is sent again when the connection is there.
    _ = try? socket.send([Self.protocolFrame, body])
  }

  private func perform(_ effects: [ClientPeer.Effect]) {
    for effect in effects {
      switch effect {
      case .send(let request):
        send(request)
      case .answer(let number, let result):
        waiting.removeValue(forKey: number)?(result)
      }
    }
  }
}
