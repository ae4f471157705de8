internal import Artifacts
internal import CLinux
internal import Documents
internal import Glibc

/// The artifacts on a worker's disk, shared by its slots and by all workers of the machine.
final class WorkerCache: Sendable {
  /// Milliseconds between two looks at the cache's size.
  private static let trimInterval = 60_000

  let folder: String
  /// The folder's absolute path, without links: the same for all workers that share it.
  let place: String
  /// Copies of what the coordinator has, and what is on its way there.
  let durable: ArtifactStore
  /// What stays here.
  let temporary: ArtifactStore
  private let limits: CacheLimits
  private let throttle = Throttle(interval: trimInterval)

  /// Opens the cache in `folder`, whose artifacts may take so many bytes.
  ///
  /// - Throws: `Failure` (io).
  init(folder: String, limits: CacheLimits) throws(Failure) {
    self.folder = folder
    self.limits = limits
    durable = try ArtifactStore(folder: "\(folder)/artifacts", isDurable: false)
    temporary = try ArtifactStore(folder: "\(folder)/temporary", isDurable: false)
    guard let place = realpath(folder, nil) else {
      throw Failure(.io, "cannot find the cache \(folder): \(Files.reason)")
    }
    self.place = String(cString: place)
    free(place)
    AbandonedFiles.remove(from: folder)
  }

  /// The store that has the artifact; nil where none has.
  func store(of digest: Digest) -> ArtifactStore? {
    if durable.contains(digest) { return durable }
    return temporary.contains(digest) ? temporary : nil
  }

  /// The artifact's bytes; nil where it is not there, or damaged, and then it is removed.
  ///
  /// Reading counts as use: what was not used for longest goes first.
  func read(_ digest: Digest, from store: ArtifactStore) throws(Failure) -> [UInt8]? {
    guard store.contains(digest) else { return nil }
    let bytes = try store.read(digest)
    guard Digest(of: bytes) == digest else {
      store.remove(digest)
      return nil
    }
    utimensat(AT_FDCWD, store.path(of: digest), nil, 0)
    return bytes
  }

  /// Makes room where the cache is too full; the temporary artifacts that had to go.
  ///
  /// Looks once a minute at most. What results in the outbox refer to stays.
  func trim() -> [Digest] {
    guard throttle.isDue else { return [] }
    let kept = OutboxFolder.artifacts(in: folder)
    _ = durable.trim(to: limits.durable, keeping: kept)
    return temporary.trim(to: limits.temporary, keeping: kept)
  }
}
