/// Bounds on what programs send to each other.
package enum MessageLimits {
  /// The first frame of every message: name and version of the protocol.
  package static let protocolName = "TASKMAP/1"
  /// The largest message that programs make for the control connection, in bytes; its sockets take
  /// twice as much.
  package static let controlBytes = 8 << 20
  /// The most artifacts that a worker lists when it says hello.
  package static let holdings = 50_000
  /// The most slots of a worker.
  package static let slots = 1024
  /// The longest name of a worker or reason of a failure, in bytes; longer ones are cut.
  package static let textBytes = 4096
}
