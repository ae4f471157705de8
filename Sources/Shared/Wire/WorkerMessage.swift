package import Documents

/// What a worker says to the coordinator.
package enum WorkerMessage: Hashable, Sendable {
  /// Here I am; the first message of a connection, and the answer to `introduce`.
  case hello(WorkerHello)
  /// I live, and am working on these.
  case heartbeat([AttemptReference])
  /// So much of an attempt is done; `checkpoint` is an artifact that the coordinator already has.
  case progress(AttemptReference, fraction: Double, note: String, checkpoint: Digest?)
  /// An attempt ended; repeated until it is acknowledged.
  case result(AttemptReference, Outcome)
  /// I take no more work and leave when my results are acknowledged.
  case leaving
}

extension WorkerMessage: Packable {
  package var packedValue: PackedValue {
    switch self {
    case .hello(let hello): .array([.integer(1), hello.packedValue])
    case .heartbeat(let running): .array([.integer(2), .list(running)])
    case .progress(let reference, let fraction, let note, let checkpoint):
      .array([
        .integer(3), reference.packedValue, .double(fraction), .text(note),
        checkpoint?.packedValue ?? .null,
      ])
    case .result(let reference, let outcome):
      .array([.integer(4), reference.packedValue, outcome.packedValue])
    case .leaving: .array([.integer(5)])
    }
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, let code = parts.first?.integer else { return nil }
    switch (code, parts.count) {
    case (1, 2):
      guard let hello = WorkerHello(parts[1]) else { return nil }
      self = .hello(hello)
    case (2, 2):
      guard let running: [AttemptReference] = parts[1].list(),
        running.count <= MessageLimits.attempts
      else { return nil }
      self = .heartbeat(running)
    case (3, 5):
      guard let reference = AttemptReference(parts[1]), let fraction = parts[2].double,
        (0...1).contains(fraction), let note = parts[3].line(upTo: MessageLimits.textBytes)
      else { return nil }
      let checkpoint = Digest(parts[4])
      guard checkpoint != nil || parts[4] == .null else { return nil }
      self = .progress(reference, fraction: fraction, note: note, checkpoint: checkpoint)
    case (4, 3):
      guard let reference = AttemptReference(parts[1]), let outcome = Outcome(parts[2]) else {
        return nil
      }
      self = .result(reference, outcome)
    case (5, 1): self = .leaving
    default: return nil
    }
  }
}
