internal import CLinux
package import Documents
internal import Glibc

/// A file whose bytes are read as memory; the system loads and drops them as needed.
package final class FileMapping: Sendable {
  nonisolated(unsafe) private let start: UnsafeMutableRawPointer
  /// The file's size in bytes.
  package let count: Int

  /// Maps the file at `path` for reading; nil where there is none, or an empty one.
  ///
  /// - Throws: `Failure` (io), with the system's reason.
  package init?(_ path: String) throws(Failure) {
    let descriptor = taskmap_open(path, O_RDONLY | O_CLOEXEC, 0)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw Failure(.io, "cannot open \(path): \(Files.reason)") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Failure(.io, "cannot examine \(path): \(Files.reason)")
    }
    count = Int(status.st_size)
    guard count > 0 else { return nil }
    guard let start = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED
    else { throw Failure(.io, "cannot map \(path) into memory: \(Files.reason)") }
    self.start = start
  }

  deinit { munmap(start, count) }

  /// The bytes, valid as long as this object lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// `count` values of `type` from byte `offset` on, valid as long as this object lives.
  package func values<Value: BitwiseCopyable>(
    of type: Value.Type, at offset: Int, count: Int
  ) -> UnsafeBufferPointer<Value> {
    precondition(
      offset >= 0 && offset % MemoryLayout<Value>.alignment == 0
        && offset + count * MemoryLayout<Value>.stride <= self.count,
      "the values lie inside the file")
    return UnsafeBufferPointer(
      start: (start + offset).assumingMemoryBound(to: Value.self), count: count)
  }
}
