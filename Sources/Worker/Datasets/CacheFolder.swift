internal import CLinux
internal import Documents
internal import Glibc

/// Folders of rendered rooms in a worker's cache: who uses which, and which go when it is full.
struct CacheFolder {
  private static let prefix = "scenes-"

  let path: String

  /// The folder of the dataset called `fingerprint`.
  func folder(of fingerprint: Digest) -> String {
    "\(path)/\(Self.prefix)\(fingerprint.short)"
  }

  /// Makes the folder of the dataset called `fingerprint`, marks it as used now, and keeps it from
  /// removal as long as the lock lives.
  func open(_ fingerprint: Digest) throws(Failure) -> FileLock {
    let name = Self.prefix + fingerprint.short
    try Files.makeFolder("\(path)/locks")
    let lock = try FileLock.wait(lockPath(name), .shared)
    try Files.makeFolder(folder(of: fingerprint))
    utimensat(AT_FDCWD, lockPath(name), nil, 0)
    return lock
  }

  /// Removes datasets that nobody uses, the least recently used first, until the rest takes at most
  /// `limit` bytes.
  func shrink(to limit: Int) throws(Failure) {
    let names = Files.names(in: path).filter { $0.hasPrefix(Self.prefix) }
    var folders = names.map { name in
      (name: name, size: Self.size(of: "\(path)/\(name)"), used: Self.time(of: lockPath(name)))
    }
    folders.sort { $0.used < $1.used }
    var total = folders.reduce(0) { $0 + $1.size }
    for folder in folders where total > limit {
      guard let lock = try FileLock.attempt(lockPath(folder.name), .exclusive) else { continue }
      Self.remove("\(path)/\(folder.name)")
      withExtendedLifetime(lock) {}
      total -= folder.size
    }
  }

  private func lockPath(_ name: String) -> String { "\(path)/locks/\(name)" }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func size(of path: String) -> Int {
    if isFolder(path) {
      return Files.names(in: path).reduce(0) { $0 + size(of: "\(path)/\($1)") }
    }
    var status = stat()
    return lstat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Nanoseconds since 1970 of the last change.
  private static func time(of path: String) -> Int {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }

  private static func remove(_ path: String) {
    guard isFolder(path) else { return Files.remove(path) }
    for name in Files.names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
