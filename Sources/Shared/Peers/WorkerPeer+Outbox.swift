internal import Documents
internal import Wire

/// Results and the artifacts that go with them.
extension WorkerPeer {
  /// Puts a result into the outbox, from where it is told until it is acknowledged.
  mutating func post(
    _ reference: AttemptReference, _ outcome: Outcome, at now: Instant,
    _ effects: inout [WorkerEffect]
  ) {
    // Beyond this only assignments are refused that nobody should have sent. The coordinator
    // learns from the next hello that they are not here.
    if outbox.count >= settings.outboxLimit, outcome == .stopped { return }
    let outcome = outcome.limited
    let isKept = outcome != .stopped
    outbox.append(entry(reference, outcome, isKept: isKept, at: now))
    if isKept { effects.append(.keep(reference, outcome)) }
  }

  mutating func restore(_ reference: AttemptReference, _ outcome: Outcome, at now: Instant) {
    guard memory.isNew(reference), outbox.count < settings.outboxLimit else { return }
    memory.add(reference)
    outbox.append(entry(reference, outcome, isKept: true, at: now))
  }

  private func entry(
    _ reference: AttemptReference, _ outcome: Outcome, isKept: Bool, at now: Instant
  ) -> OutboxEntry {
    OutboxEntry(
      reference: reference, outcome: outcome, missing: OutboxEntry.durableOutputs(of: outcome),
      nextSend: now, interval: settings.firstRepeat, isKept: isKept)
  }

  /// Sends again what the coordinator says it lacks.
  mutating func supply(
    _ reference: AttemptReference, _ digests: [Digest], at now: Instant,
    _ effects: inout [WorkerEffect]
  ) {
    guard let index = outbox.firstIndex(where: { $0.reference == reference }) else { return }
    let outputs = OutboxEntry.durableOutputs(of: outbox[index].outcome)
    if digests.contains(where: { !outputs.contains($0) }) {
      effects.append(.note("\(reference): an artifact is asked for that it has not made"))
      outbox[index].outcome = .stopped
      outbox[index].missing = []
    } else {
      let already = outbox[index].missing
      outbox[index].missing += digests.filter { !already.contains($0) }
    }
    outbox[index].nextSend = now
    outbox[index].interval = settings.firstRepeat
  }

  mutating func uploaded(_ digest: Digest, at now: Instant) {
    uploading.remove(digest)
    for index in outbox.indices where outbox[index].missing.contains(digest) {
      outbox[index].missing.removeAll { $0 == digest }
      outbox[index].nextSend = now
    }
    for index in running.indices where running[index].checkpoint == digest {
      running[index].isCheckpointUploaded = true
      running[index].hasNews = true
    }
  }

  /// A result without its artifacts is none: the job has to be done again.
  mutating func lost(_ digest: Digest, at now: Instant, _ effects: inout [WorkerEffect]) {
    uploading.remove(digest)
    for index in outbox.indices where outbox[index].missing.contains(digest) {
      effects.append(.note("\(outbox[index].reference): its output \(digest.short) is gone"))
      outbox[index].outcome = .stopped
      outbox[index].missing = []
      outbox[index].nextSend = now
    }
    for index in running.indices where running[index].checkpoint == digest {
      running[index].checkpoint = nil
    }
  }

  /// Asks for the uploads that results and checkpoints wait for.
  mutating func requestUploads(_ effects: inout [WorkerEffect]) {
    for attempt in running where attempt.purpose == .wanted && !attempt.isCheckpointUploaded {
      if let digest = attempt.checkpoint { upload(digest, &effects) }
    }
    for entry in outbox {
      for digest in entry.missing { upload(digest, &effects) }
    }
  }

  private mutating func upload(_ digest: Digest, _ effects: inout [WorkerEffect]) {
    if uploading.insert(digest).inserted { effects.append(.upload(digest)) }
  }
}

extension Outcome {
  /// The outcome with texts no longer than messages allow.
  var limited: Outcome {
    guard case .failure(let reason) = self else { return self }
    return .failure(reason.limited(to: MessageLimits.textBytes))
  }
}
