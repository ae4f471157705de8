internal import CLinux
package import Documents
internal import Glibc

/// An advisory lock on a file, held by one thread of one process, gone when that process is.
package struct FileLock: ~Copyable {
  /// Who else may hold the lock.
  package enum Kind {
    /// Other shared holders.
    case shared
    /// Nobody.
    case exclusive
  }

  private let descriptor: Int32

  /// Takes the lock at `path` if it is free, else gives nil at once; the file is made if missing.
  package static func attempt(_ path: String, _ kind: Kind) throws(Failure) -> FileLock? {
    try take(path, kind, orElse: LOCK_NB)
  }

  /// Takes the lock at `path`, and waits as long as that needs.
  package static func wait(_ path: String, _ kind: Kind) throws(Failure) -> FileLock {
    while true {
      if let lock = try take(path, kind, orElse: 0) { return lock }
    }
  }

  private static func take(
    _ path: String, _ kind: Kind, orElse flag: Int32
  ) throws(Failure) -> FileLock? {
    let descriptor = taskmap_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.io, "cannot open the lock \(path): \(Files.reason); is the cache writable?")
    }
    let operation = kind == .shared ? LOCK_SH : LOCK_EX
    if flock(descriptor, operation | flag) == 0 { return FileLock(descriptor: descriptor) }
    let error = errno
    close(descriptor)
    guard error == EWOULDBLOCK || error == EINTR else {
      throw Failure(.io, "cannot lock \(path): \(String(cString: strerror(error)))")
    }
    return nil
  }

  deinit { close(descriptor) }
}
