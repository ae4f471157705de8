internal import Documents
internal import Wire

/// What is due.
extension WorkerPeer {
  /// When `tick` should be handled at the latest; nil where nothing will be due by itself.
  package var nextDeadline: Instant? {
    var due: [Instant] = []
    if !claimed.isEmpty { due.append(lastHeard + settings.patience) }
    if link != .down {
      due.append(helloDue)
      due.append(max(lastHeard, connectedSince) + 3 * lease)
    }
    if link == .welcomed {
      due.append(heartbeatDue)
      due += running.filter(isReportable).map(\.nextReport)
      due += outbox.filter(\.missing.isEmpty).map(\.nextSend)
    }
    if let interruptedSince { due.append(interruptedSince + settings.farewell) }
    if let limit = settings.idleLimit, isIdle, !isLeaving { due.append(busyUntil + limit) }
    return due.min()
  }

  var isIdle: Bool { running.isEmpty && queue.isEmpty && outbox.isEmpty }

  mutating func advance(to now: Instant, _ effects: inout [WorkerEffect]) {
    if hasStopped { return }
    loseHope(at: now, &effects)
    greet(at: now, &effects)
    if link == .welcomed {
      requestUploads(&effects)
      sendResults(at: now, &effects)
      sendProgress(at: now, &effects)
      sendHeartbeat(at: now, &effects)
    }
    if !isIdle { busyUntil = now }
    end(at: now, &effects)
  }

  private mutating func loseHope(at now: Instant, _ effects: inout [WorkerEffect]) {
    if now - lastHeard >= settings.patience, !claimed.isEmpty {
      let seconds = (now - lastHeard) / 1_000
      effects.append(
        .note("nothing heard for \(seconds) s; gave up \(claimed.count) jobs"))
      giveUpEverything(at: now, &effects)
    }
    // The connection looks alive, but nobody speaks: a new one may reach somebody.
    if link != .down, now - max(lastHeard, connectedSince) >= 3 * lease {
      link = .down
      effects.append(.reconnect)
    }
  }

  private mutating func greet(at now: Instant, _ effects: inout [WorkerEffect]) {
    guard link != .down, now >= helloDue else { return }
    lastHello = now
    helloDue = now + (link == .greeting ? settings.helloInterval : lease)
    effects.append(.send(.hello(hello())))
  }

  private mutating func sendResults(at now: Instant, _ effects: inout [WorkerEffect]) {
    for index in outbox.indices
    where outbox[index].missing.isEmpty && now >= outbox[index].nextSend {
      effects.append(.send(.result(outbox[index].reference, outbox[index].outcome)))
      outbox[index].nextSend = now + outbox[index].interval
      outbox[index].interval = min(2 * outbox[index].interval, settings.longestRepeat)
    }
  }

  private func isReportable(_ attempt: RunningAttempt) -> Bool {
    attempt.hasNews && attempt.purpose == .wanted
  }

  private mutating func sendProgress(at now: Instant, _ effects: inout [WorkerEffect]) {
    for index in running.indices
    where isReportable(running[index]) && now >= running[index].nextReport {
      let attempt = running[index]
      let checkpoint = attempt.isCheckpointUploaded ? attempt.checkpoint : nil
      effects.append(
        .send(
          .progress(
            attempt.reference, fraction: attempt.fraction, note: attempt.note,
            checkpoint: checkpoint)))
      running[index].hasNews = false
      running[index].nextReport = now + settings.progressInterval
    }
  }

  private mutating func sendHeartbeat(at now: Instant, _ effects: inout [WorkerEffect]) {
    guard now >= heartbeatDue else { return }
    heartbeatDue = now + heartbeatInterval
    // An attempt whose artifacts are on their way is still being worked on.
    let uploading = outbox.filter { !$0.missing.isEmpty }.map(\.reference)
    effects.append(.send(.heartbeat(claimed + uploading)))
  }

  private mutating func end(at now: Instant, _ effects: inout [WorkerEffect]) {
    if let limit = settings.idleLimit, isIdle, !isLeaving, now - busyUntil >= limit {
      isLeaving = true
      if link == .welcomed { effects.append(.send(.leaving)) }
    }
    guard isLeaving else { return }
    if let interruptedSince {
      // Jobs end promptly; those that do not are left to the end of the process.
      let isLate = now - interruptedSince >= settings.farewell
      if isLate || (running.isEmpty && (outbox.isEmpty || link != .welcomed)) {
        let kept = outbox.filter(\.isKept).count
        stop(.interrupted(unacknowledged: kept), &effects)
      }
    } else if isIdle {
      stop(.done, &effects)
    }
  }
}
