internal import Glibc

/// A pipe whose one end can be waited for and whose other end ends the wait, from any thread.
final class WakeUp: Sendable {
  /// The descriptor to wait for.
  let reader: Int32
  private let writer: Int32

  init() {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0, "no file descriptor is left for a pipe; raise ulimit -n")
    for end in ends {
      precondition(fcntl(end, F_SETFL, O_NONBLOCK) == 0, "a fresh pipe takes this flag")
      precondition(fcntl(end, F_SETFD, FD_CLOEXEC) == 0, "a fresh pipe takes this flag")
    }
    reader = ends[0]
    writer = ends[1]
  }

  deinit {
    close(reader)
    close(writer)
  }

  /// Ends the wait, now or when it begins.
  ///
  /// A full pipe has already done so.
  func signal() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// Forgets the signals so far.
  func clear() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(reader, &bytes, 16) == 16 {}
  }
}
