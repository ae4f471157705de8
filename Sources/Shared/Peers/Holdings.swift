internal import Documents
internal import Wire

/// The temporary artifacts in a worker's cache, oldest first, no more than a hello may list.
struct Holdings: Sendable {
  private(set) var digests: [Digest] = []
  private var known: Set<Digest> = []

  init(_ digests: [Digest]) { add(digests) }

  mutating func add(_ new: [Digest]) {
    for digest in new where known.insert(digest).inserted { digests.append(digest) }
    let excess = digests.count - MessageLimits.holdings
    if excess > 0 {
      known.subtract(digests.prefix(excess))
      digests.removeFirst(excess)
    }
  }

  mutating func remove(_ gone: [Digest]) {
    let gone = Set(gone).intersection(known)
    if gone.isEmpty { return }
    known.subtract(gone)
    digests.removeAll { gone.contains($0) }
  }
}
