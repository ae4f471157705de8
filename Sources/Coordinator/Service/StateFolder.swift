internal import CLinux
package import Documents
internal import Glibc

/// The folder in which a coordinator keeps everything, and the lock that makes it the only one.
package struct StateFolder: Sendable {
  /// The folder's path.
  package let path: String

  /// Names the folder at `path`; nothing is made yet.
  package init(_ path: String) { self.path = path }

  /// The journal.
  package var journal: String { "\(path)/journal.sqlite" }
  /// The artifacts.
  package var artifacts: String { "\(path)/artifacts" }
  /// The keys.
  package var keys: String { "\(path)/keys" }
  /// The cache of the worker that a coordinator starts on its own machine.
  package var cache: String { "\(path)/cache" }

  /// The endpoints at which the newest coordinator listened, a line each: control, then data.
  package var listening: String { "\(path)/listening" }

  /// What people take away from the run with this id.
  package func run(_ id: String) -> String { "\(path)/runs/\(id)" }

  /// The access file of commands on this machine.
  package var localClient: String { "\(keys)/local-client.json" }

  /// Whether a coordinator is using the folder now.
  package var isInUse: Bool {
    guard Files.exists(lockPath) else { return false }
    let descriptor = taskmap_open(lockPath, O_RDWR | O_CLOEXEC, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  /// Whether a coordinator uses the folder and can be found by it; waits for one that is starting.
  package var isServed: Bool {
    for _ in 0..<500 {
      guard isInUse else { return false }
      if Files.exists(listening) { return true }
      usleep(20_000)
    }
    return true
  }

  /// Takes the lock; a command that only looks whether it is taken holds it for a moment.
  private static func isTaken(_ descriptor: Int32) -> Bool {
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(10_000)
    }
    return false
  }

  private var lockPath: String { "\(path)/lock" }

  /// The right to use a state folder; it ends with this value, or with the process, however it
  /// dies.
  package final class Lock: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
  }

  /// Makes the folder where it is missing, and locks it.
  ///
  /// - Throws: `Failure`: unavailable where another coordinator uses it, io where it cannot be
  ///   made.
  package func lock() throws(Failure) -> Lock {
    try Files.makeFolder(path)
    let descriptor = taskmap_open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure(.io, "cannot create \(lockPath): \(Files.reason)")
    }
    guard Self.isTaken(descriptor) else {
      close(descriptor)
      throw Failure(
        .unavailable,
        "another coordinator is using \(path); talk to it, stop it, or use another --state")
    }
    return Lock(descriptor)
  }
}
