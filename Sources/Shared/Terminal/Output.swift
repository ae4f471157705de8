internal import Documents
internal import Glibc

/// Writes to standard output and standard error, at once and whole.
package enum Output {
  /// Writes `text` to standard output.
  ///
  /// Where the reader has gone, the program ends quietly with status 141, as other tools do;
  /// where writing fails otherwise, it says why and ends with status 74.
  package static func write(_ text: String) {
    let reason = write(text, to: STDOUT_FILENO)
    if reason == 0 { return }
    if reason == EPIPE { exit(ExitStatus.readerLeft.number) }
    error("cannot write to standard output: \(String(cString: strerror(reason)))\n")
    exit(Failure.Code.io.rawValue)
  }

  /// Writes `text` and a newline to standard output, as `write` does.
  package static func line(_ text: String = "") { write(text + "\n") }

  /// Writes `text` to standard error; what cannot be written there is lost.
  package static func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Writes all of `text` to a descriptor.
  ///
  /// - Returns: 0, or the system's error number.
  package static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        } else if count < 0, errno == EAGAIN {
          waitUntilWritable(descriptor)
        } else if count == 0 || errno != EINTR {
          return count == 0 ? EIO : errno
        }
      }
      return 0
    }
  }

  /// Waits where somebody else made the descriptor non-blocking, as terminals' sharers do.
  private static func waitUntilWritable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}
