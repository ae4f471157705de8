/// A message that has arrived.
package struct Incoming: Sendable, Equatable {
  /// The connection it came on, for the answer; empty unless a router received it.
  package var routingID: [UInt8]
  /// The frames, without the routing id.
  package var frames: [[UInt8]]
  /// How many frames beyond `Socket.mostFrames` were thrown away; whoever sends those is broken.
  package var droppedFrames = 0
  /// The public key with which the peer proved who it is; nil on sockets without encryption.
  ///
  /// It is the key and not the name, for libzmq cannot end one connection of many: a revoked
  /// peer stays connected. Look the key up in the `AllowList` at every message, and ignore the
  /// message where it is gone. A name given away again with a new key lets nobody back in.
  package var user: String?
  /// The peer's IP address; nil within the program.
  package var address: String?
  /// Whether the receiver did not want it; there are no frames then.
  package var isTurnedAway = false
}
