internal import CZeroMQ
internal import Glibc

/// A ZeroMQ socket; it belongs to one thread at a time and is closed when it goes out of scope.
package struct Socket: ~Copyable {
  /// The patterns in use.
  package enum Kind: Sendable {
    /// One socket for many peers, each addressed by its routing id.
    case router
    /// The other end of a router.
    case dealer
    /// Answers requests strictly in turn.
    case reply
    /// Connected to exactly one other, within the program.
    case pair

    fileprivate var number: Int32 {
      switch self {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .reply: ZMQ_REP
      case .pair: ZMQ_PAIR
      }
    }
  }

  /// Who may talk to the socket, and how it proves who it is.
  package enum Security: Sendable {
    /// No encryption: for sockets within the program.
    case none
    /// Encrypted; admits only the peers on the gatekeeper's list.
    case server(KeyPair, Gatekeeper)
    /// Encrypted; trusts only the server with this public key.
    case client(KeyPair, serverKey: String)
  }

  /// What became of a message that was to be sent.
  package enum Delivery: Sendable, Equatable {
    /// It waits in the connection's queue. It may still be lost with the connection.
    case queued
    /// The peer's queue is full, or no connection is there yet: try again later.
    case full
    /// A router knows no such peer (any more).
    case unreachable
  }

  /// Frames of one message that are kept, beside the routing id; more are thrown away.
  package static let mostFrames = 64

  let handle: UnsafeMutableRawPointer
  private let kind: Kind
  // Both must outlive the socket: without a gatekeeper, libzmq would admit everybody.
  private let context: Context
  private let gatekeeper: Gatekeeper?

  /// Makes a socket that is neither bound nor connected yet.
  package init(
    _ kind: Kind, in context: Context, options: SocketOptions = .control,
    security: Security = .none
  ) throws(ZeroMQError) {
    guard let handle = zmq_socket(context.handle, kind.number) else {
      throw ZeroMQError("making a socket")
    }
    do throws(ZeroMQError) {
      try SocketSettings(handle: handle).apply(kind, options, security)
    } catch {
      zmq_close(handle)
      throw error
    }
    self.handle = handle
    self.kind = kind
    self.context = context
    if case .server(_, let gatekeeper) = security {
      self.gatekeeper = gatekeeper
    } else {
      self.gatekeeper = nil
    }
  }

  deinit { zmq_close(handle) }

  /// Listens at `address`, such as `tcp://*:5555` or `inproc://name`.
  package borrowing func bind(_ address: String) throws(ZeroMQError) {
    try check(zmq_bind(handle, address), "listening at \(address)")
  }

  /// Stops listening at `address`.
  package borrowing func unbind(_ address: String) throws(ZeroMQError) {
    try check(zmq_unbind(handle, address), "leaving \(address)")
  }

  /// Begins to connect to `address`, now and after every break.
  package borrowing func connect(_ address: String) throws(ZeroMQError) {
    try check(zmq_connect(handle, address), "connecting to \(address)")
  }

  /// Begins to connect to `endpoint`, now and after every break.
  package borrowing func connect(_ endpoint: Endpoint) throws(ZeroMQError) {
    if endpoint.isIPv6 { try allowIPv6() }
    try connect(endpoint.description)
  }

  /// Lets the socket use IPv6 addresses.
  borrowing func allowIPv6() throws(ZeroMQError) {
    try SocketSettings(handle: handle).set(ZMQ_IPV6, 1)
  }

  /// The address that was bound last, with the port that the system chose.
  package borrowing func boundAddress() throws(ZeroMQError) -> String {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    var count = bytes.count
    try check(zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &bytes, &count), "asking for the address")
    return String(decoding: bytes.prefix(max(0, count - 1)), as: UTF8.self)
  }

  /// Queues a message without waiting; a router's needs the peer's routing id.
  package borrowing func send(
    _ frames: [[UInt8]], to routingID: [UInt8]? = nil
  ) throws(ZeroMQError) -> Delivery {
    precondition((routingID != nil) == (kind == .router), "exactly routers address their peers")
    precondition(!frames.isEmpty, "a message has at least one frame")
    let all = (routingID.map { [$0] } ?? []) + frames
    var broke = false
    for (index, frame) in all.enumerated() {
      if let delivery = try send(frame, isLast: index == all.count - 1) {
        if index == 0 { return delivery }
        // The connection broke inside the message. The rest has to be offered all the same:
        // libzmq throws it away, and would otherwise throw away the next message's beginning.
        broke = true
      }
    }
    return broke ? .full : .queued
  }

  /// The next message that has arrived; nil where none has.
  ///
  /// - Parameter admits: is asked about each frame, but for the routing id: who sent it, and how
  ///   many bytes it has. Where it says no, the message is turned away; nothing of it is copied.
  package borrowing func receive(
    admits: (_ routingID: [UInt8], _ user: String?, _ bytes: Int) -> Bool = { _, _, _ in true }
  ) throws(ZeroMQError) -> Incoming? {
    var raw = zmq_msg_t()
    zmq_msg_init(&raw)
    defer { zmq_msg_close(&raw) }
    guard try receive(&raw, isFirst: true) else { return nil }
    var incoming = Incoming(routingID: [], frames: [])
    if kind == .router {
      incoming.routingID = Self.content(of: &raw)
      guard zmq_msg_more(&raw) == 1 else { return incoming }
      _ = try receive(&raw, isFirst: false)
    }
    incoming.user = Self.property("User-Id", of: &raw)
    incoming.address = Self.property("Peer-Address", of: &raw)
    while true {
      if incoming.frames.count == Self.mostFrames {
        incoming.droppedFrames += 1
      } else if !incoming.isTurnedAway {
        incoming.isTurnedAway = !admits(
          incoming.routingID, incoming.user, zmq_msg_size(&raw))
        if !incoming.isTurnedAway { incoming.frames.append(Self.content(of: &raw)) }
      }
      guard zmq_msg_more(&raw) == 1 else { break }
      _ = try receive(&raw, isFirst: false)
    }
    if incoming.isTurnedAway { incoming.frames = [] }
    return incoming
  }

  /// Takes the next frame; false where no message has arrived.
  private borrowing func receive(
    _ raw: inout zmq_msg_t, isFirst: Bool
  ) throws(ZeroMQError) -> Bool {
    while zmq_msg_recv(&raw, handle, ZMQ_DONTWAIT) < 0 {
      if zmq_errno() == EAGAIN, isFirst { return false }
      guard zmq_errno() == EINTR else { throw ZeroMQError("receiving a message") }
    }
    return true
  }

  private static func content(of raw: inout zmq_msg_t) -> [UInt8] {
    [UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(&raw), count: zmq_msg_size(&raw)))
  }

  /// What libzmq knows about the connection of a frame; nil where that is nothing.
  private static func property(_ name: String, of raw: inout zmq_msg_t) -> String? {
    guard let text = zmq_msg_gets(&raw, name).map({ String(cString: $0) }) else { return nil }
    return text.isEmpty ? nil : text
  }

  /// Nil where the frame was taken.
  private borrowing func send(_ frame: [UInt8], isLast: Bool) throws(ZeroMQError) -> Delivery? {
    let flags = ZMQ_DONTWAIT | (isLast ? 0 : ZMQ_SNDMORE)
    while true {
      let sent = frame.withUnsafeBytes { zmq_send(handle, $0.baseAddress, $0.count, flags) }
      if sent >= 0 { return nil }
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return .full
      case EHOSTUNREACH: return .unreachable
      default: throw ZeroMQError("sending a message")
      }
    }
  }
}
