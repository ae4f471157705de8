internal import CZeroMQ

/// Sets a new socket's options, before it is bound or connected.
struct SocketSettings {
  let handle: UnsafeMutableRawPointer

  func apply(
    _ kind: Socket.Kind, _ options: SocketOptions, _ security: Socket.Security
  ) throws(ZeroMQError) {
    try limit(options)
    try time(options)
    try choosePolicy(kind)
    try secure(security)
  }

  func set(_ option: Int32, _ value: Int32) throws(ZeroMQError) {
    var value = value
    try check(zmq_setsockopt(handle, option, &value, 4), "setting socket option \(option)")
  }

  private func set(_ option: Int32, _ value: String) throws(ZeroMQError) {
    try check(
      zmq_setsockopt(handle, option, value, value.utf8.count), "setting socket option \(option)")
  }

  private func limit(_ options: SocketOptions) throws(ZeroMQError) {
    try set(ZMQ_SNDHWM, options.sendQueue)
    try set(ZMQ_RCVHWM, options.receiveQueue)
    try set(ZMQ_BACKLOG, options.backlog)
    var largest = options.largestFrame
    try check(zmq_setsockopt(handle, ZMQ_MAXMSGSIZE, &largest, 8), "limiting the size of frames")
  }

  private func time(_ options: SocketOptions) throws(ZeroMQError) {
    try set(ZMQ_LINGER, options.linger)
    try set(ZMQ_HEARTBEAT_IVL, options.heartbeatInterval)
    try set(ZMQ_HEARTBEAT_TIMEOUT, options.heartbeatTimeout)
    try set(ZMQ_HEARTBEAT_TTL, options.heartbeatTimeout)
    try set(ZMQ_RECONNECT_IVL, options.reconnectInterval)
    try set(ZMQ_RECONNECT_IVL_MAX, options.longestReconnectInterval)
    try set(ZMQ_HANDSHAKE_IVL, options.handshakeTimeout)
    try set(ZMQ_CONNECT_TIMEOUT, options.connectTimeout)
    // Seconds. The kernel's own probes also end connections whose handshake never came.
    try set(ZMQ_TCP_KEEPALIVE, 1)
    try set(ZMQ_TCP_KEEPALIVE_IDLE, 60)
    try set(ZMQ_TCP_KEEPALIVE_CNT, 4)
    try set(ZMQ_TCP_KEEPALIVE_INTVL, 15)
  }

  private func choosePolicy(_ kind: Socket.Kind) throws(ZeroMQError) {
    switch kind {
    case .router:
      // Otherwise a message to a peer that left would vanish silently.
      try set(ZMQ_ROUTER_MANDATORY, 1)
    case .dealer:
      // Otherwise messages would queue for a connection that does not exist.
      try set(ZMQ_IMMEDIATE, 1)
    case .reply, .pair: return
    }
  }

  private func secure(_ security: Socket.Security) throws(ZeroMQError) {
    switch security {
    case .none: return
    case .server(let keys, _):
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_SECRETKEY, keys.secretKey)
      try set(ZMQ_ZAP_DOMAIN, Gatekeeper.domain)
    case .client(let keys, let serverKey):
      try set(ZMQ_CURVE_SERVERKEY, serverKey)
      try set(ZMQ_CURVE_PUBLICKEY, keys.publicKey)
      try set(ZMQ_CURVE_SECRETKEY, keys.secretKey)
    }
  }
}
