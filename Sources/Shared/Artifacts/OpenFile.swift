internal import CLinux
internal import Documents
internal import Glibc

/// A file or folder that is open, and closed when it goes out of scope.
struct OpenFile: ~Copyable {
  let path: String
  private let descriptor: Int32

  /// Opens the file at `path` for reading.
  ///
  /// - Throws: `Failure` (missingInput).
  init(reading path: String) throws(Failure) {
    let descriptor = taskmap_open(path, O_RDONLY | O_CLOEXEC, 0)
    guard descriptor >= 0 else {
      throw Failure(.missingInput, "cannot open \(path): \(Files.reason)")
    }
    self.path = path
    self.descriptor = descriptor
  }

  /// Opens the file at `path` for reading and writing, for this caller alone.
  ///
  /// Waits until nobody else has it open this way.
  /// - Throws: `Failure`: missingInput where it is missing and not to be made; io.
  init(updating path: String, makesIt: Bool) throws(Failure) {
    let descriptor = taskmap_open(path, O_RDWR | O_CLOEXEC | (makesIt ? O_CREAT : 0), 0o644)
    guard descriptor >= 0 else {
      let code = errno == ENOENT ? Failure.Code.missingInput : .io
      throw Failure(code, "cannot write \(path): \(Files.reason)")
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let failure = Failure(.io, "cannot lock \(path): \(Files.reason)")
        close(descriptor)
        throw failure
      }
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Waits until the folder at `path` is on the disk, with the names in it.
  ///
  /// - Throws: `Failure` (missingInput, io).
  static func synchronizeFolder(_ path: String) throws(Failure) {
    try OpenFile(reading: path).synchronize()
  }

  /// The size of the file at `path`, in bytes; nil where there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether the file at `path` may be written to; true where there is none.
  static func isWritable(_ path: String) -> Bool {
    access(path, W_OK) == 0 || errno != EACCES
  }

  /// Whether the file still has its path: nobody moved or removed it since it was opened.
  borrowing func hasItsPath() -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// The file's size in bytes.
  ///
  /// - Throws: `Failure` (io).
  borrowing func size() throws(Failure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("measure") }
    return Int(status.st_size)
  }

  /// Up to `count` bytes from `offset` on; fewer at the end of the file.
  ///
  /// - Throws: `Failure` (io).
  borrowing func read(_ count: Int, at offset: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).baseAddress,
          count - filled, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw failure("read") }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// Writes all of `bytes` from `offset` on.
  ///
  /// - Throws: `Failure` (io).
  borrowing func write(_ bytes: [UInt8], at offset: Int) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
          bytes.count - written, off_t(offset + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write") }
      written += count
    }
  }

  /// Lets nobody open the file for writing any more.
  ///
  /// - Throws: `Failure` (io).
  borrowing func makeReadOnly() throws(Failure) {
    guard fchmod(descriptor, 0o444) == 0 else { throw failure("protect") }
  }

  /// Waits until everything is on the disk.
  ///
  /// - Throws: `Failure` (io).
  borrowing func synchronize() throws(Failure) {
    guard fsync(descriptor) == 0 else { throw failure("make durable") }
  }

  /// The first `count` bytes as memory that the system fills when they are read.
  ///
  /// - Throws: `Failure` (io).
  borrowing func map(_ count: Int) throws(Failure) -> UnsafeRawPointer {
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      start != MAP_FAILED
    else { throw failure("map") }
    return UnsafeRawPointer(start)
  }

  private borrowing func failure(_ verb: String) -> Failure {
    Failure(.io, "cannot \(verb) \(path): \(Files.reason)")
  }
}
