/// Bounds on what programs send to each other.
package enum MessageLimits {
  /// The first frame of every message: name and version of the protocol.
  package static let protocolName = "TASKMAP/1"
  /// The protocol of a message in another version of it, or in one that came after it; nil for all
  /// others.
  package static func otherProtocol(_ frames: [[UInt8]]) -> String? {
    guard let first = frames.first, first.count <= 32, first != Array(protocolName.utf8) else {
      return nil
    }
    let name = String(decoding: first, as: UTF8.self)
    return name.hasPrefix("TASKMAP/") ? name : nil
  }

  /// The largest message on the control connection, in bytes: programs make no larger one, and
  /// sockets take none.
  package static let controlBytes = 8 << 20
  /// The most artifacts that a worker lists when it says hello.
  package static let holdings = 50_000
  /// The most slots of a worker.
  package static let slots = 1024
  /// The longest name of a worker, a dataset or an output, in bytes.
  package static let nameBytes = 256
  /// The longest reason of a failure, note on progress or description of hardware, in bytes;
  /// programs cut longer ones.
  package static let textBytes = 4096
  /// The longest result of a job as JSON, in bytes: what is larger is an artifact.
  package static let resultBytes = 64 << 10
  /// The most outputs of a job.
  package static let outputs = 256
  /// The most attempts that a message lists.
  package static let attempts = 16_384
}
