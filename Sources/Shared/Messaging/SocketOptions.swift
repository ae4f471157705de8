internal import Wire

/// The limits and the timing of a socket; every one is set explicitly, none is left to libzmq.
package struct SocketOptions: Sendable {
  /// Messages that may wait to be sent to one peer before `send` answers `full`.
  package var sendQueue: Int32
  /// Messages that may wait to be read from one peer before that peer is held back.
  package var receiveQueue: Int32
  /// Bytes of the largest frame; a peer that sends a larger one is disconnected.
  package var largestFrame: Int64
  /// Milliseconds that unsent messages outlive their socket; 0 drops them at once.
  package var linger: Int32 = 0
  /// Milliseconds between two pings of an idle connection.
  package var heartbeatInterval: Int32 = 2_000
  /// Milliseconds without any sign after which a connection counts as broken, on both sides.
  package var heartbeatTimeout: Int32 = 10_000
  /// Milliseconds before the first attempt to connect again.
  package var reconnectInterval: Int32 = 100
  /// Milliseconds between two attempts at most; the interval doubles until there.
  ///
  /// Short, because a restarted coordinator gives its workers only seconds to come back.
  package var longestReconnectInterval: Int32 = 2_000
  /// Milliseconds that a handshake may take.
  package var handshakeTimeout: Int32 = 10_000
  /// Milliseconds that the TCP connection may take.
  package var connectTimeout: Int32 = 5_000
  /// Connections that may wait to be accepted: all workers of a restarted coordinator.
  package var backlog: Int32 = 4_096

  /// Bytes by which encryption lengthens a frame, and some more.
  private static let encryption = 64

  /// Small messages, many of them: assignments, results, heartbeats.
  package static let control = SocketOptions(
    sendQueue: 1_000, receiveQueue: 1_000,
    largestFrame: Int64(MessageLimits.controlBytes + encryption))

  /// Chunks of artifacts: few and large, so that a peer holds little memory.
  package static let bulk = SocketOptions(sendQueue: 16, receiveQueue: 16, largestFrame: 2 << 20)
}
