internal import Documents
internal import JobGraph
internal import Peers
internal import Scheduling
internal import Service
internal import TaskSpace
internal import Wire

/// What the coordinator hears and says.
extension World {
  // MARK: Hearing

  func hear(_ line: Line, _ bytes: [UInt8], _ process: CoordinatorProcess) {
    checkTraffic(line, bytes, process)
    if line.station == Line.person {
      guard let request = ClientRequest(packed: bytes) else { return }
      trace.tell(time, bytes, "a person asks: \(request.verb) \(request.body.text())")
      process.replies.append((line, reply(to: request, process)))
      return
    }
    guard let message = WorkerMessage(packed: bytes) else { return }
    trace.tell(time, bytes, "\(machines[line.station].name): \(message.summary)")
    for heard in mistaken(message, process) {
      let endsAttempt = handle(
        .message(line.session, heard, missing: missing(heard)), process)
      if endsAttempt { process.traffic.excuseResult(of: line.session) }
      guard let again = repetition(of: heard, process) else { continue }
      handle(.message(line.session, again, missing: []), process)
    }
  }

  /// What a result names and the store does not have.
  private func missing(_ message: WorkerMessage) -> [Digest] {
    guard case .result(_, let outcome) = message, scenario.bug != .ignoresMissingArtifacts else {
      return []
    }
    switch outcome {
    case .success(let result, _):
      return result.outputs.filter { !$0.isTemporary && store[$0.digest] == nil }.map(\.digest)
    case .missingInputs(let digests): return digests.filter { store[$0] == nil }
    case .failure, .stopped: return []
    }
  }

  // MARK: Speaking

  func speak(_ effects: [Effect], _ process: CoordinatorProcess) {
    for effect in effects {
      if isChaotic, luckOfCoordinator.happens(scenario.strength(.crashInSpeech) * 0.01) {
        endCoordinator("it died while it spoke")
        return
      }
      perform(effect, process)
    }
  }

  private func perform(_ effect: Effect, _ process: CoordinatorProcess) {
    switch effect {
    case .journal: break
    case .send(let session, let message): send(message, to: session, process)
    case .expand(let reference, let job, let losses):
      add(
        .ranked(life: process.life, reference, job, losses: losses),
        after: luckOfCoordinator.number(1...400))
    case .discard(let digest): store[digest] = nil
    case .runEnded(let run, let state):
      trace.tell(time, "\(run) is \(state)")
      guard state == .complete || state == .incomplete else { return }
      process.folderIsWritten =
        max(time, process.folderIsWritten) + luckOfCoordinator.number(10...2_000)
      add(.published(life: process.life, run: run, ended: time), at: process.folderIsWritten)
    }
  }

  private func send(
    _ message: CoordinatorMessage, to session: SessionID, _ process: CoordinatorProcess
  ) {
    guard let line = Line(session) else { return }
    var said = message
    switch message {
    case .assign(let list): checkGiven(list.map(\.reference), to: machines[line.station])
    case .acknowledge(let list):
      checkAcknowledged(list)
      let stale = list.filter { audit.ledger.jobs[$0.job]?.attempt != $0.attempt }
      said = .acknowledge(mistaken(acknowledging: list, given: Set(stale)))
    default: break
    }
    let bytes = said.packed
    if bytes.count > MessageLimits.controlBytes { audit.violations.append("too long a message") }
    if !sendInwards(bytes, to: line) {
      // A turn that follows at once takes care of what this causes.
      handle(.unreachable(session), process)
      planTurn(process, after: 1)
    }
  }

  /// Answers people, once what they asked for is durable.
  func answer(_ process: CoordinatorProcess) {
    guard coordinator === process else { return }
    let replies = process.replies
    process.replies = []
    for (line, reply) in replies { _ = sendInwards(reply.packed, to: line) }
  }

  // MARK: Beside the turn

  func ranked(
    _ life: Int, _ reference: AttemptReference, _ job: Job, _ losses: [Assignment.Input]
  ) {
    guard let process = coordinator, process.life == life else { return }
    guard process.pausedUntil <= time else {
      add(.ranked(life: life, reference, job, losses: losses), at: process.pausedUntil)
      return
    }
    let missing = losses.map(\.digest).filter { store[$0] == nil }
    if missing.isEmpty {
      let grown = Workload.grown(
        from: job, losses.map { (String($0.role.dropFirst("losses.".count)), $0.digest) })
      audit.succeeded.insert(reference)
      process.isAsked = true
      handle(.expanded(reference, .success(grown)), process)
    } else {
      handle(.unexpanded(reference, lacking: missing), process)
    }
    commitAndSpeak(process)
  }

  func published(_ life: Int, _ run: String, ended: Int) {
    guard let process = coordinator, process.life == life else { return }
    guard process.pausedUntil <= time else {
      add(.published(life: life, run: run, ended: ended), at: process.pausedUntil)
      return
    }
    trace.tell(time, "the folder of \(run) is written")
    audit.published[run] = ended
    handle(.published(run: run), process)
    commitAndSpeak(process)
  }
}

extension Line {
  /// The connection as the scheduler knows it.
  var session: SessionID {
    SessionID([
      UInt8(truncatingIfNeeded: station), UInt8(truncatingIfNeeded: number >> 8),
      UInt8(truncatingIfNeeded: number),
    ])
  }

  /// The connection that the scheduler knows by this; nil for none of ours.
  init?(_ session: SessionID) {
    guard session.bytes.count == 3 else { return nil }
    self.init(
      station: Int(session.bytes[0]), number: Int(session.bytes[1]) << 8 | Int(session.bytes[2]))
  }
}
