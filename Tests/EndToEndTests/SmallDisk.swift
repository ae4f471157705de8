internal import Documents
internal import Glibc
internal import Terminal
internal import Testing

/// A disk that is soon full: a file system in memory, mounted in a folder.
final class SmallDisk {
  private let folder: String

  /// Mounts it; nil where that is not allowed.
  init?(at folder: String, kilobytes: Int) throws {
    self.folder = folder
    try Files.makeFolder(folder)
    let options = ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "taskmap-test", folder]
    guard getuid() == 0, try Self.run("mount", options) else { return nil }
  }

  deinit { _ = try? Self.run("umount", ["-l", folder]) }

  /// Gives it more space.
  func grow(toKilobytes size: Int) throws {
    try #require(try Self.run("mount", ["-o", "remount,size=\(size)k", folder]))
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> Bool {
    let script = #"PATH="$PATH:/sbin:/usr/sbin" exec "$@""#
    return try ChildProcess.start(
      "/bin/sh", ["-c", script, "sh", program] + arguments, output: .nowhere
    ).wait() == .success
  }
}
