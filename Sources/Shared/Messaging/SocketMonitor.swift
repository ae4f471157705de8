internal import CZeroMQ

/// Something that happened to a socket's connections.
package enum ConnectionEvent: Sendable, Equatable {
  /// TCP is connected; the handshake follows.
  case connected
  /// The handshake is done: messages flow.
  case ready
  /// The other side does not admit our key. libzmq does not try again: make a new socket after
  /// access was granted.
  case refused
  /// The handshake failed: most often the server's key in the access file is not this server's.
  case handshakeFailed
  /// The connection broke or was ended by the other side; libzmq connects again.
  case disconnected
  /// An attempt to connect failed; the next follows after so many milliseconds.
  case retrying(Int)
}

/// Tells what happens to the connections of one socket, on the same thread.
package struct SocketMonitor: ~Copyable {
  private let socket: Socket

  /// Begins to listen to `observed`; make it before connecting, lest the first events are missed.
  package init(_ observed: borrowing Socket, in context: Context) throws(ZeroMQError) {
    let address =
      "inproc://monitor-\(UInt(bitPattern: observed.handle))-\(UInt64.random(in: 0 ... .max))"
    let events =
      ZMQ_EVENT_CONNECTED | ZMQ_EVENT_CONNECT_RETRIED | ZMQ_EVENT_DISCONNECTED
      | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
      | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
    try check(zmq_socket_monitor(observed.handle, address, events), "observing a socket")
    socket = try Self.listener(at: address, in: context)
  }

  private static func listener(
    at address: String, in context: Context
  ) throws(ZeroMQError) -> Socket {
    let socket = try Socket(.pair, in: context)
    try socket.connect(address)
    return socket
  }

  /// Lets `thread` wait for events too.
  package borrowing func watch(on thread: PollingThread) { thread.watch(socket) }

  /// Ends that; needed before the monitor goes out of scope.
  package borrowing func forget(on thread: PollingThread) { thread.forget(socket) }

  /// The next event; nil where nothing happened since.
  package borrowing func next() throws(ZeroMQError) -> ConnectionEvent? {
    while let message = try socket.receive() {
      if let event = Self.event(message.frames) { return event }
    }
    return nil
  }

  /// The first frame holds a 16-bit event and a 32-bit value, in the machine's byte order.
  private static func event(_ frames: [[UInt8]]) -> ConnectionEvent? {
    guard let frame = frames.first, frame.count == 6 else { return nil }
    let (number, value) = frame.withUnsafeBytes { bytes in
      (
        Int32(bytes.loadUnaligned(as: UInt16.self)),
        bytes.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
      )
    }
    switch number {
    case ZMQ_EVENT_CONNECTED: return .connected
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return .ready
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return .refused
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL, ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
      return .handshakeFailed
    case ZMQ_EVENT_DISCONNECTED: return .disconnected
    case ZMQ_EVENT_CONNECT_RETRIED: return .retrying(Int(value))
    default: return nil
    }
  }
}
