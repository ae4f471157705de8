package import Documents

/// What the coordinator says to a worker.
package enum CoordinatorMessage: Hashable, Sendable {
  /// You are known; give up `abandon`, keep the rest, and speak at least every `heartbeat` ms: after
  /// `lease` ms of silence your jobs go to others.
  case welcome(epoch: Int, heartbeat: Int, lease: Int, abandon: [AttemptReference])
  /// Do these.
  case assign([Assignment])
  /// These results are journaled, or of no use any more: forget them.
  case acknowledge([AttemptReference])
  /// These artifacts of a result are not here yet: send them, then the result again.
  case need(AttemptReference, [Digest])
  /// Give these up.
  case cancel([AttemptReference])
  /// I do not know you: say hello.
  case introduce
  /// There will be no more work: leave when your results are acknowledged.
  case leave
  /// I cannot use you, for this reason.
  case refuse(String)
}

extension CoordinatorMessage: Packable {
  package var packedValue: PackedValue {
    switch self {
    case .welcome(let epoch, let heartbeat, let lease, let abandon):
      .array([
        .integer(33), .integer(epoch), .integer(heartbeat), .integer(lease), .list(abandon),
      ])
    case .assign(let assignments): .array([.integer(34), .list(assignments)])
    case .acknowledge(let references): .array([.integer(35), .list(references)])
    case .need(let reference, let digests):
      .array([.integer(36), reference.packedValue, .list(digests)])
    case .cancel(let references): .array([.integer(37), .list(references)])
    case .introduce: .array([.integer(38)])
    case .leave: .array([.integer(39)])
    case .refuse(let reason): .array([.integer(40), .text(reason)])
    }
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, let code = parts.first?.integer else { return nil }
    switch (code, parts.count) {
    case (33, 5):
      guard let epoch = parts[1].integer, let heartbeat = parts[2].integer, heartbeat > 0,
        let lease = parts[3].integer, lease > 0,
        let abandon: [AttemptReference] = parts[4].list()
      else { return nil }
      self = .welcome(epoch: epoch, heartbeat: heartbeat, lease: lease, abandon: abandon)
    case (34, 2):
      guard let assignments: [Assignment] = parts[1].list() else { return nil }
      self = .assign(assignments)
    case (35, 2):
      guard let references: [AttemptReference] = parts[1].list() else { return nil }
      self = .acknowledge(references)
    case (36, 3):
      guard let reference = AttemptReference(parts[1]), let digests: [Digest] = parts[2].list()
      else { return nil }
      self = .need(reference, digests)
    case (37, 2):
      guard let references: [AttemptReference] = parts[1].list() else { return nil }
      self = .cancel(references)
    case (38, 1): self = .introduce
    case (39, 1): self = .leave
    case (40, 2):
      guard let reason = parts[1].text else { return nil }
      self = .refuse(reason)
    default: return nil
    }
  }
}
