internal import Documents
internal import Glibc

/// A file in memory, read from the disk as it is touched.
package final class MappedFile: Sendable {
  // Read-only memory that nobody changes: artifacts are never written again. It stays valid even
  // if the artifact is removed meanwhile.
  nonisolated(unsafe) private let start: UnsafeRawPointer?
  /// The file's size in bytes.
  package let count: Int

  init(_ file: borrowing OpenFile) throws(Failure) {
    count = try file.size()
    // The system maps no empty file.
    start = count == 0 ? nil : try file.map(count)
  }

  deinit {
    if let start { munmap(UnsafeMutableRawPointer(mutating: start), count) }
  }

  /// Lends the file's bytes to `body`; they must not be kept.
  package func withBytes<Result, Problem: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }
}
