internal import CLinux
internal import Datasets
internal import Documents
internal import Glibc

/// The representations that this machine has made, found by their digests or by their makers.
struct RepresentationCache {
  private static let ending = ".representation"
  private static let pause: UInt32 = 10_000

  private let folder: String
  private let limit: Int

  /// The cache in the worker's cache folder.
  init(_ environment: JobEnvironment) throws(Failure) {
    folder = "\(environment.cacheFolder)/representations"
    limit = environment.representationLimit
    try Files.makeFolder(folder)
  }

  /// The representations with this digest; nil where they are not here, or not of this layout.
  func file(_ digest: Digest, layout: RepresentationLayout) throws(Failure) -> FileMapping? {
    let path = path(of: digest)
    guard let file = try FileMapping(path), file.count == layout.byteCount,
      file.bytes.prefix(RepresentationLayout.headerSize).elementsEqual(layout.header)
    else { return nil }
    utimensat(AT_FDCWD, path, nil, 0)
    return file
  }

  /// The digest of the representations that `maker` gives, made by `make` if they are not here.
  ///
  /// Of several threads or processes that want the same one, one makes it and the others wait.
  func digest(
    maker: Digest, layout: RepresentationLayout, watch: Watch, make: () throws -> [UInt8]
  ) throws -> Digest {
    let lock = try waitForLock("\(folder)/\(maker).lock", watch)
    defer { withExtendedLifetime(lock) {} }
    let note = "\(folder)/\(maker).digest"
    if Files.exists(note), let digest = Digest(hexadecimal: try Files.readText(note)),
      try file(digest, layout: layout) != nil
    {
      return digest
    }
    let content = try make()
    let digest = Digest(of: content)
    LeastRecentlyUsed(folder: folder, ending: Self.ending)
      .shrink(to: limit, toFit: content.count)
    try Files.write(content, to: path(of: digest))
    try Files.write(digest.description, to: note)
    return digest
  }

  private func path(of digest: Digest) -> String { "\(folder)/\(digest)\(Self.ending)" }

  private func waitForLock(_ path: String, _ watch: Watch) throws -> FileLock {
    while true {
      if let lock = try FileLock.attempt(path, .exclusive) { return lock }
      try watch.check()
      usleep(Self.pause)
    }
  }
}
