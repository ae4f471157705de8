internal import Glibc
import Messaging

/// A server on a free port of the loopback interface, with its gatekeeper.
final class TestServer {
  let context: Context
  let keys: KeyPair
  let allowed: AllowList
  let router: Socket
  let endpoint: Endpoint
  let gatekeeper: Gatekeeper

  init(
    admitting peers: [Peer], options: SocketOptions = .control, keys: KeyPair? = nil,
    at endpoint: String = "tcp://127.0.0.1:0"
  ) throws {
    context = try Context()
    self.keys = try keys ?? KeyPair()
    allowed = AllowList(peers)
    gatekeeper = try Gatekeeper(in: context, allowed: allowed)
    router = try Socket(
      .router, in: context, options: options, security: .server(self.keys, gatekeeper))
    self.endpoint = try Endpoint(endpoint).bind(router)
  }

  deinit { gatekeeper.stop() }

  /// A socket that is not connected yet.
  func client(_ keys: KeyPair, serverKey: String? = nil) throws -> Socket {
    try Socket(
      .dealer, in: context, security: .client(keys, serverKey: serverKey ?? self.keys.publicKey))
  }
}

/// Asks again and again until there is an answer; nil after five seconds.
func eventually<Answer>(_ question: () throws -> Answer?) rethrows -> Answer? {
  for _ in 0..<5_000 {
    if let answer = try question() { return answer }
    usleep(1_000)
  }
  return nil
}

/// Sends as soon as the connection is there; false after five seconds.
func send(_ frames: [[UInt8]], through socket: borrowing Socket) throws -> Bool {
  for _ in 0..<5_000 {
    if try socket.send(frames) == .queued { return true }
    usleep(1_000)
  }
  return false
}

/// What the socket receives within five seconds.
func receive(from socket: borrowing Socket) throws -> Incoming? {
  for _ in 0..<5_000 {
    if let message = try socket.receive() { return message }
    usleep(1_000)
  }
  return nil
}

/// Whether `event` happens within five seconds.
func happens(_ event: ConnectionEvent, on monitor: borrowing SocketMonitor) throws -> Bool {
  for _ in 0..<5_000 {
    while let next = try monitor.next() {
      if next == event { return true }
    }
    usleep(1_000)
  }
  return false
}

/// The permissions of the file at `path`.
func permissions(of path: String) -> UInt32 {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}
