internal import Documents
internal import Wire

/// The newest attempt at each of the jobs that a worker has seen lately.
struct AttemptMemory: Sendable {
  private let limit: Int
  private var newest: [Digest: Int] = [:]
  /// The jobs by the time they were first seen; a ring, once it is full.
  private var order: [Digest] = []
  private var oldest = 0

  init(limit: Int) {
    precondition(limit > 0, "a worker remembers an attempt at least")
    self.limit = limit
  }

  var count: Int { newest.count }

  /// Whether neither this attempt nor a later one has been seen.
  func isNew(_ reference: AttemptReference) -> Bool {
    reference.attempt > newest[reference.job] ?? 0
  }

  mutating func add(_ reference: AttemptReference) {
    guard isNew(reference) else { return }
    if newest.updateValue(reference.attempt, forKey: reference.job) != nil { return }
    if order.count < limit {
      order.append(reference.job)
    } else {
      newest[order[oldest]] = nil
      order[oldest] = reference.job
      oldest = (oldest + 1) % limit
    }
  }
}
