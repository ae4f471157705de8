internal import Documents
internal import TaskSpace
internal import Wire

/// A result that waits to be acknowledged.
struct OutboxEntry: Sendable {
  let reference: AttemptReference
  var outcome: Outcome
  /// Durable artifacts that must reach the coordinator before the result is told.
  var missing: [Digest]
  var nextSend: Instant
  /// Milliseconds until the repetition after the next one.
  var interval: Int
  /// Whether it is on the disk too.
  let isKept: Bool

  /// The artifacts of `outcome` that belong on the coordinator's disk.
  static func durableOutputs(of outcome: Outcome) -> [Digest] {
    guard case .success(let result, _) = outcome else { return [] }
    return result.outputs.filter { !$0.isTemporary }.map(\.digest)
  }

  /// The artifacts of `outcome` that stay in the worker's cache.
  static func temporaryOutputs(of outcome: Outcome) -> [Digest] {
    guard case .success(let result, _) = outcome else { return [] }
    return result.outputs.filter(\.isTemporary).map(\.digest)
  }
}
