internal import Glibc

/// What the coordinator has to say to whoever looks after it.
enum Diagnostics {
  /// Writes one line to standard error.
  static func report(_ message: String) {
    let line = Array("coordinator: \(message)\n".utf8)
    line.withUnsafeBytes { bytes in
      // Where nobody reads standard error there is nobody to tell.
      _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    }
  }
}
