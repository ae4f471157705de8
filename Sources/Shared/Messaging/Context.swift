internal import CZeroMQ

/// A ZeroMQ context: the background threads and the `inproc` names that sockets share.
///
/// Each socket keeps its context alive, so that ending the context (which waits until all
/// sockets are closed) never blocks.
package final class Context: @unchecked Sendable {
  // libzmq promises that a context may be used from any thread; hence Sendable.
  let handle: UnsafeMutableRawPointer

  /// Makes a context with one background thread, enough for about 1 GB/s.
  package init() throws(ZeroMQError) {
    guard let handle = zmq_ctx_new() else { throw ZeroMQError("making a ZeroMQ context") }
    self.handle = handle
  }

  deinit { zmq_ctx_term(handle) }
}
