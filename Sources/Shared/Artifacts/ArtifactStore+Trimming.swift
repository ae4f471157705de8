package import Documents
internal import Glibc

extension ArtifactStore {
  /// The bytes of all artifacts together.
  package func totalSize() -> Int {
    list().reduce(0) { $0 + (size(of: $1) ?? 0) }
  }

  /// Removes the artifacts that were kept longest until at most `limit` bytes remain, and returns
  /// what was removed.
  ///
  /// Those in `kept` stay, even if they exceed the limit alone.
  package func trim(to limit: Int, keeping kept: Set<Digest>) -> [Digest] {
    var total = totalSize()
    var removed: [Digest] = []
    for digest in oldestFirst() where total > limit && !kept.contains(digest) {
      total -= size(of: digest) ?? 0
      remove(digest)
      removed.append(digest)
    }
    return removed
  }

  /// Artifacts in the order of their files' times, those of equal time in that of their digests.
  private func oldestFirst() -> [Digest] {
    let aged = list().map { digest in
      var status = stat()
      _ = stat(path(of: digest), &status)
      return (seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, digest: digest)
    }
    return aged.sorted { $0 < $1 }.map(\.digest)
  }
}
