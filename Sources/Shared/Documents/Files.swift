internal import CLinux
internal import Glibc

/// Files and folders by path: whole-file reading, durable writing, listing, locking.
package enum Files {
  /// The content of the file at `path`.
  ///
  /// - Throws: `Failure`: missingInput where it cannot be opened, io where reading fails.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = taskmap_open(path, O_RDONLY | O_CLOEXEC, 0)
    guard descriptor >= 0 else {
      throw Failure(.missingInput, "cannot open \(path): \(reason)")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(.missingInput, "\(path) is a folder; name a file")
    }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: max(4096, min(1 << 20, Int(status.st_size) + 1)))
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return content }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(.io, "cannot read \(path): \(reason)") }
      content.append(contentsOf: buffer[..<count])
    }
  }

  /// The text of the file at `path`.
  ///
  /// - Throws: as `read`; data where it is not UTF-8.
  package static func readText(_ path: String) throws(Failure) -> String {
    guard let text = String(validating: try read(path), as: UTF8.self) else {
      throw Failure(.data, "\(path) is not UTF-8 text")
    }
    return text
  }

  /// Writes a file so that it is there whole or not at all, even after a power loss.
  ///
  /// - Parameters:
  ///   - mode: the permissions of the new file.
  ///   - isDurable: whether to wait for the disk.
  /// - Throws: `Failure` (io), with the system's reason.
  package static func write(
    _ content: [UInt8], to path: String, mode: UInt32 = 0o644, isDurable: Bool = true
  ) throws(Failure) {
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max)).part"
    let descriptor = taskmap_open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure("create \(path)", errno) }
    var written = writeAll(content, to: descriptor)
    if written, isDurable { written = fsync(descriptor) == 0 }
    let number = errno
    guard close(descriptor) == 0, written else {
      unlink(temporary)
      throw failure("write \(path)", number)
    }
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw failure("write \(path)", number)
    }
    if isDurable { try synchronizeFolder(of: path) }
  }

  /// Writes a text as `write` does.
  package static func write(_ text: String, to path: String) throws(Failure) {
    try write(Array(text.utf8), to: path)
  }

  /// Whether something is there at `path`.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes the folder at `path` and those above it, where they are missing.
  ///
  /// - Throws: `Failure` (io), with the system's reason.
  package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(Failure) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    let parent = folder(of: path)
    if errno == ENOENT, parent != path {
      try makeFolder(parent, mode: mode)
      if mkdir(path, mode) == 0 || errno == EEXIST { return }
    }
    throw failure("make the folder \(path)", errno)
  }

  /// The names in the folder at `path`, sorted, without `.` and `..`; none where it is missing.
  package static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes the file at `path`; nothing where it is missing.
  package static func remove(_ path: String) { unlink(path) }

  /// The path without its last part; "." or "/" where there is none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The folder of the running program's own file.
  package static var programFolder: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { start in
        readlink("/proc/self/exe", start, bytes.count)
      } ?? -1
    }
    return folder(of: String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
  }

  /// The system's words for the last error.
  package static var reason: String { String(cString: strerror(errno)) }

  /// What the system's error of this number means for `deed`.
  private static func failure(_ deed: String, _ number: Int32) -> Failure {
    Failure(
      .io, "cannot \(deed): \(String(cString: strerror(number)))",
      isDiskFull: number == ENOSPC || number == EDQUOT)
  }

  private static func writeAll(_ content: [UInt8], to descriptor: Int32) -> Bool {
    content.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func synchronizeFolder(of path: String) throws(Failure) {
    let descriptor = taskmap_open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard descriptor >= 0 else {
      throw Failure(.io, "cannot open the folder of \(path): \(reason)")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw Failure(.io, "cannot make \(path) durable: \(reason)")
    }
  }
}
