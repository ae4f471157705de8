internal import Documents
internal import Wire

/// Jobs: taking, ending, giving up.
extension WorkerPeer {
  mutating func take(
    _ assignment: Assignment, at now: Instant, _ effects: inout [WorkerEffect]
  ) {
    let reference = assignment.reference
    guard memory.isNew(reference) else { return }
    memory.add(reference)
    giveUpOlderAttempts(at: reference.job, &effects)
    let promised = outbox.count + running.count + queue.count
    if isLeaving || promised >= settings.outboxLimit {
      return post(reference, .stopped, at: now, &effects)
    }
    if running.count < settings.slots {
      start(assignment, at: now, &effects)
    } else if queue.count < settings.queueLimit {
      queue.append(assignment)
    } else {
      post(reference, .stopped, at: now, &effects)
    }
  }

  /// A newer attempt means that the coordinator has given the older ones up.
  private mutating func giveUpOlderAttempts(at job: Digest, _ effects: inout [WorkerEffect]) {
    let older =
      running.map(\.reference).filter { $0.job == job }
      + queue.map(\.reference).filter { $0.job == job }
    for reference in older { abandon(reference, &effects) }
  }

  private mutating func start(
    _ assignment: Assignment, at now: Instant, _ effects: inout [WorkerEffect]
  ) {
    running.append(RunningAttempt(reference: assignment.reference, nextReport: now))
    precondition(running.count <= settings.slots, "no more jobs than slots")
    effects.append(.start(assignment))
  }

  mutating func fillSlots(at now: Instant, _ effects: inout [WorkerEffect]) {
    while running.count < settings.slots, !queue.isEmpty {
      start(queue.removeFirst(), at: now, &effects)
    }
  }

  mutating func finish(
    _ reference: AttemptReference, _ outcome: Outcome, at now: Instant,
    _ effects: inout [WorkerEffect]
  ) {
    guard let index = running.firstIndex(where: { $0.reference == reference }) else { return }
    let attempt = running.remove(at: index)
    holdings.add(OutboxEntry.temporaryOutputs(of: outcome))
    if case .missingInputs(let digests) = outcome { holdings.remove(digests) }
    switch attempt.purpose {
    case .wanted: post(reference, outcome, at: now, &effects)
    case .cancelled: post(reference, .stopped, at: now, &effects)
    case .abandoned: break
    }
    fillSlots(at: now, &effects)
  }

  /// Ends an attempt, of which the coordinator then hears that it stopped.
  mutating func cancel(
    _ reference: AttemptReference, at now: Instant, _ effects: inout [WorkerEffect]
  ) {
    if let index = running.firstIndex(where: { $0.reference == reference }) {
      guard running[index].purpose == .wanted else { return }
      running[index].purpose = .cancelled
      effects.append(.cancel(reference))
    } else if let index = queue.firstIndex(where: { $0.reference == reference }) {
      queue.remove(at: index)
      post(reference, .stopped, at: now, &effects)
    } else if memory.isNew(reference) {
      // It has not come yet, or never will: the answer is the same.
      memory.add(reference)
      post(reference, .stopped, at: now, &effects)
    }
  }

  /// Ends an attempt, or drops its result: nobody waits for it.
  mutating func abandon(_ reference: AttemptReference, _ effects: inout [WorkerEffect]) {
    memory.add(reference)
    queue.removeAll { $0.reference == reference }
    if let index = running.firstIndex(where: { $0.reference == reference }) {
      if running[index].purpose == .wanted { effects.append(.cancel(reference)) }
      running[index].purpose = .abandoned
    }
    if let index = outbox.firstIndex(where: { $0.reference == reference }) {
      if outbox[index].isKept { effects.append(.forget(reference)) }
      outbox.remove(at: index)
    }
  }

  /// Ends all jobs, but keeps the results.
  mutating func giveUpEverything(at now: Instant, _ effects: inout [WorkerEffect]) {
    for reference in claimed { abandon(reference, &effects) }
  }

  mutating func report(_ reference: AttemptReference, fraction: Double, note: String) {
    guard let index = running.firstIndex(where: { $0.reference == reference }) else { return }
    running[index].fraction = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    running[index].note = note.limited(to: MessageLimits.textBytes)
    running[index].hasNews = true
  }

  mutating func report(_ reference: AttemptReference, checkpoint: Digest) {
    guard let index = running.firstIndex(where: { $0.reference == reference }) else { return }
    running[index].checkpoint = checkpoint
    running[index].isCheckpointUploaded = false
  }
}

extension String {
  /// The text, cut after the last whole character within `bytes`.
  func limited(to bytes: Int) -> String {
    if utf8.count <= bytes { return self }
    var text = self
    text.removeAll()
    for character in self {
      if text.utf8.count + character.utf8.count > bytes { break }
      text.append(character)
    }
    return text
  }
}
