internal import Documents
internal import Wire

/// What the coordinator says.
extension WorkerPeer {
  mutating func connect(at now: Instant) {
    link = .greeting
    connectedSince = now
    // All workers of a restarted coordinator come back at once; each takes its own moment.
    helloDue = epoch == nil ? now : now + moment
  }

  /// 0 to 255 ms, for this process always the same.
  private var moment: Int { Int(Digest(of: settings.incarnation).bytes[0]) }

  mutating func receive(
    _ message: CoordinatorMessage, at now: Instant, _ effects: inout [WorkerEffect]
  ) {
    lastHeard = now
    if link == .welcomed { helloDue = now + lease }
    switch message {
    case .welcome(let epoch, let heartbeat, let lease, let abandon):
      self.heartbeatInterval = heartbeat
      self.lease = lease
      welcome(epoch: epoch, at: now, &effects)
      for reference in abandon { self.abandon(reference, &effects) }
      fillSlots(at: now, &effects)
    case .assign(let assignments):
      for assignment in assignments { take(assignment, at: now, &effects) }
    case .acknowledge(let references):
      for reference in references { abandon(reference, &effects) }
      fillSlots(at: now, &effects)
    case .need(let reference, let digests): supply(reference, digests, at: now, &effects)
    case .cancel(let references):
      for reference in references { cancel(reference, at: now, &effects) }
      fillSlots(at: now, &effects)
    case .introduce: introduce(at: now)
    case .leave: leave(at: now, &effects)
    case .refuse(let reason):
      giveUpEverything(at: now, &effects)
      stop(.refused(reason), &effects)
    }
  }

  private mutating func welcome(
    epoch: Int, at now: Instant, _ effects: inout [WorkerEffect]
  ) {
    if let known = self.epoch, known != epoch {
      effects.append(.note("the coordinator was restarted; \(claimed.count) jobs go on"))
    }
    self.epoch = epoch
    // A welcome may overtake the news of its connection: it proves that there is one.
    link = .welcomed
    helloDue = now + lease
    heartbeatDue = now + heartbeatInterval
    for index in outbox.indices { outbox[index].nextSend = now }
    if isLeaving { effects.append(.send(.leaving)) }
  }

  private mutating func introduce(at now: Instant) {
    if link == .down { return }
    link = .greeting
    // Each of several messages is answered by `introduce`; one hello answers them all.
    let soonest = lastHello.map { $0 + Self.briefly } ?? now
    helloDue = max(now, soonest)
  }

  /// Milliseconds between two hellos at least.
  private static var briefly: Int { 100 }

  private mutating func leave(at now: Instant, _ effects: inout [WorkerEffect]) {
    if isLeaving { return }
    isLeaving = true
    if link == .welcomed { effects.append(.send(.leaving)) }
  }

  mutating func interrupt(at now: Instant, _ effects: inout [WorkerEffect]) {
    leave(at: now, &effects)
    if interruptedSince != nil { return }
    interruptedSince = now
    for reference in claimed { cancel(reference, at: now, &effects) }
  }

  mutating func stop(_ reason: WorkerEffect.StopReason, _ effects: inout [WorkerEffect]) {
    hasStopped = true
    effects.append(.stop(reason))
  }

  func hello() -> WorkerHello {
    WorkerHello(
      name: settings.name, incarnation: settings.incarnation, version: settings.version,
      cache: settings.cache, slots: settings.slots, numerics: settings.numerics,
      sceneGenerator: settings.sceneGenerator, datasets: settings.datasets,
      hardware: settings.hardware, running: claimed, finished: outbox.map(\.reference),
      holdings: holdings.digests)
  }
}
