internal import CZeroMQ
internal import Glibc

/// An operation that libzmq refused, with its reason.
package struct ZeroMQError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The error number, as in errno.h and zmq.h.
  package let code: Int32
  /// What was tried, in words.
  package let operation: String

  /// The error that libzmq keeps for this thread after `operation` failed.
  init(_ operation: String) {
    self.code = zmq_errno()
    self.operation = operation
  }

  /// Whether the address is taken by another socket.
  package var isAddressInUse: Bool { code == EADDRINUSE }

  /// What was tried and why it failed.
  package var description: String {
    "\(operation) failed: \(String(cString: zmq_strerror(code)))"
  }
}

/// Throws the error that libzmq keeps where `result` says that `operation` failed.
func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(ZeroMQError) {
  if result < 0 { throw ZeroMQError(operation()) }
}
