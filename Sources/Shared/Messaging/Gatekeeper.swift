/// Answers libzmq's question, at every handshake, whether a key may enter (ZeroMQ RFC 27, ZAP).
///
/// There is one in a context, and it exists before any socket that it guards: libzmq admits
/// everybody while nobody answers. Those sockets keep it alive, so that even after `stop` the
/// questions stay unanswered, and the door shut.
package actor Gatekeeper: PollingActor {
  static let domain = "taskmap"
  private static let address = "inproc://zeromq.zap.01"
  private static let version = "1.0"

  package nonisolated let thread = PollingThread(name: "gatekeeper")
  /// Who may enter.
  package nonisolated let allowed: AllowList
  private let socket: Socket
  private let renew: @Sendable () -> Void

  /// Starts to answer for `context`.
  ///
  /// - Parameter renew: brings the list up to date; called before an unknown key is refused, since
  ///   it may have been granted this moment.
  package init(
    in context: Context, allowed: AllowList, renew: @escaping @Sendable () -> Void = {}
  ) throws(ZeroMQError) {
    self.allowed = allowed
    self.renew = renew
    socket = try Socket(.reply, in: context)
    try socket.bind(Self.address)
    thread.watch(socket)
    thread.start(self)
  }

  /// Ends the thread; from then on nobody new gets in.
  package nonisolated func stop() { thread.stop() }

  package func turn() -> Duration? {
    // An error here means that the context is ending; there is nobody left to answer.
    while let request = try? socket.receive() {
      guard (try? socket.send(answer(to: request.frames))) == .queued else { break }
    }
    return nil
  }

  /// The reply's frames: version, request, status, reason, user, metadata.
  private func answer(to frames: [[UInt8]]) -> [[UInt8]] {
    let texts = frames.map { String(decoding: $0, as: UTF8.self) }
    guard frames.count >= 6, texts[0] == Self.version else {
      return reply(to: frames.count > 1 ? frames[1] : [], status: "500", "malformed question")
    }
    let address = texts[3]
    guard texts[5] == "CURVE", frames.count == 7, let key = KeyPair.text(ofKey: frames[6]) else {
      allowed.refuse(address: address, key: texts[5], reason: "not encrypted with CURVE")
      return reply(to: frames[1], status: "400", "CURVE is required")
    }
    if allowed.peer(key) == nil { renew() }
    if let refusal = allowed.judge(key: key, address: address) {
      return reply(to: frames[1], status: "400", refusal.reason)
    }
    return reply(to: frames[1], status: "200", "OK", user: key)
  }

  private func reply(
    to request: [UInt8], status: String, _ reason: String, user: String = ""
  ) -> [[UInt8]] {
    let version = Array(Self.version.utf8)
    return [version, request, Array(status.utf8), Array(reason.utf8), Array(user.utf8), []]
  }
}
