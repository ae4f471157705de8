internal import Artifacts
internal import Documents
internal import Messaging
internal import Peers
internal import Wire

/// Joins the worker's half of the protocol to sockets, disk and jobs.
///
/// It lives on a thread of its own. Jobs talk to it through the mailbox.
actor Conversation: PollingActor {
  /// What a conversation needs from outside.
  struct Surroundings: Sendable {
    let address: CoordinatorAddress
    let cache: WorkerCache
    let outbox: OutboxFolder
    let mailbox: Mailbox
    let log: ActivityLog
    /// Begins a job on a thread of its own.
    let start: @Sendable (Assignment, RunningJob) -> Bool
    /// Hears how the worker ended, once.
    let end: @Sendable (WorkerEnd) -> Void
  }

  /// Milliseconds between two lines about an absent coordinator.
  private static let complaintInterval = 30_000
  /// Milliseconds between two looks into the access file.
  private static let lookInterval = 2_000
  /// Failed handshakes in a row after which the access file is thought to be wrong: one may fail
  /// because the coordinator stops at that moment.
  private static let mostFailedHandshakes = 3
  /// Milliseconds over which they must have failed.
  private static let failingTime = 10_000
  /// Milliseconds until a full queue is tried again.
  private static let shortWait = 5

  nonisolated let thread = PollingThread(name: "conversation")
  /// Nil after the end.
  private var context: Context?
  private let surroundings: Surroundings
  private var access: AccessFile
  private var peer: WorkerPeer
  private var transfers: Transfers
  private var control: Line?
  private var data: Line?
  private var jobs: [AttemptReference: RunningJob] = [:]
  private var failedHandshakes = 0
  private var firstFailedHandshake: Instant?
  private var nextComplaint: Instant
  private var nextLook: Instant
  private var ending: WorkerEnd?
  /// What is wrong with the worker's own disk, for which it ends.
  private var breakage: Failure?

  init(
    _ peer: WorkerPeer, _ access: AccessFile, _ surroundings: Surroundings
  ) throws(ZeroMQError) {
    self.peer = peer
    self.access = access
    self.surroundings = surroundings
    transfers = Transfers(surroundings.cache)
    nextComplaint = Monotonic.now + 1_000
    nextLook = Monotonic.now + Self.lookInterval
    context = try Context()
  }

  /// Begins.
  nonisolated func start() { thread.start(self) }

  func turn() -> Duration? {
    if context == nil { return nil }
    if control == nil { open() }
    readMail()
    readControl()
    readData()
    handle(.tick)
    if ending == nil { lookForCoordinator() }
    complain()
    if let ending { leave(ending) }
    return context == nil ? nil : pause
  }

  private func open() {
    for (reference, outcome) in surroundings.outbox.results() {
      handle(.restored(reference, outcome))
    }
    connect()
  }

  private func connect() {
    guard let context else { return }
    control = line(to: access.control, Self.controlOptions, in: context)
    data = line(to: access.data, .bulk, in: context)
  }

  private func line(
    to endpoint: Endpoint, _ options: SocketOptions, in context: Context
  ) -> Line? {
    do throws(ZeroMQError) {
      return try Line(
        to: endpoint, access: access, options: options, in: context, on: thread)
    } catch {
      end(.failed(Failure(.software, error.description)))
      return nil
    }
  }

  /// Looks into the access file while nobody answers.
  ///
  /// A coordinator that is started anew may listen elsewhere. Until it has said so, the file tells
  /// where the last one was.
  private func lookForCoordinator() {
    let now = Monotonic.now
    guard control?.isUp != true, now >= nextLook else { return }
    nextLook = now + Self.lookInterval
    do throws(Failure) {
      guard let found = try surroundings.address.read(), found != access else { return }
      access = found
    } catch {
      // What was read before may still be right; a person may mend the file meanwhile.
      if now >= nextComplaint { surroundings.log.note(error.message) }
      return
    }
    surroundings.log.note("the access file changed; the coordinator is now at \(access.control)")
    failedHandshakes = 0
    firstFailedHandshake = nil
    control?.close()
    data?.close()
    connect()
  }

  /// The options of the control connection, on which a last word may be under way at the end.
  private static var controlOptions: SocketOptions {
    var options = SocketOptions.control
    options.linger = 1_000
    return options
  }

  private func readMail() {
    for mail in surroundings.mailbox.take() {
      switch mail {
      case .event(let event):
        if case .finished(let reference, _) = event { jobs[reference] = nil }
        handle(event)
      case .fetch(let digest, let ticket): transfers.fetch(digest, ticket, at: Monotonic.now)
      case .broken(let failure): retire(because: failure)
      }
    }
  }

  private func readControl() {
    while ending == nil, let event = control?.nextEvent() { react(to: event) }
    while ending == nil, let body = control?.receive() {
      if let message = CoordinatorMessage(packed: body) { handle(.message(message)) }
    }
    if let other = control?.otherProtocol { end(.failed(Self.stranger(access, other))) }
    control?.flush()
  }

  private func react(to event: ConnectionEvent) {
    switch event {
    case .ready:
      failedHandshakes = 0
      firstFailedHandshake = nil
      surroundings.log.note("connected to \(access.control)")
      handle(.connected)
    case .disconnected:
      if peer.isWelcomed { surroundings.log.note("the connection broke; trying again") }
      nextComplaint = Monotonic.now + Self.complaintInterval
      handle(.disconnected)
    case .refused:
      end(.failed(Self.refusal(access)))
    case .handshakeFailed: countFailedHandshake()
    case .connected, .retrying: break
    }
  }

  /// Ends the worker where whoever answers surely is not its coordinator.
  ///
  /// A handshake fails also where the connection breaks in it, as behind a proxy whose server is
  /// away; a coordinator that once welcomed the worker is waited for.
  private func countFailedHandshake() {
    let now = Monotonic.now
    let first = firstFailedHandshake ?? now
    firstFailedHandshake = first
    failedHandshakes += 1
    guard peer.epoch == nil, failedHandshakes >= Self.mostFailedHandshakes,
      now - first >= Self.failingTime
    else { return }
    end(.failed(Self.strangeServer(access)))
  }

  private func readData() {
    while let event = data?.nextEvent() {
      if event == .ready { transfers.reconnected(at: Monotonic.now) }
    }
    while let body = data?.receive() {
      if let message = try? TransferMessage(decoding: body) {
        transfers.receive(message, at: Monotonic.now)
      }
    }
    if data?.isUp == true { transfers.turn(at: Monotonic.now) }
    for message in transfers.takeOutgoing() { data?.send(message.encoded) }
    data?.flush()
    for news in transfers.takeNews() {
      switch news {
      case .uploaded(let digest): handle(.uploaded(digest))
      case .lost(let digest): handle(.lost(digest))
      case .note(let text): surroundings.log.note(text)
      }
    }
  }

  private func handle(_ event: WorkerEvent) {
    for effect in peer.handle(event, at: Monotonic.now) { perform(effect) }
  }

  private func perform(_ effect: WorkerEffect) {
    switch effect {
    case .send(let message): control?.send(message.packed)
    case .start(let assignment): begin(assignment)
    case .cancel(let reference): jobs[reference]?.cancel()
    case .upload(let digest): transfers.upload(digest, at: Monotonic.now)
    case .keep(let reference, let outcome): keep(reference, outcome)
    case .forget(let reference): surroundings.outbox.forget(reference)
    case .reconnect: reconnect()
    case .note(let text): surroundings.log.note(text)
    case .stop(.done): end(.done)
    case .stop(.interrupted(let count)):
      if count > 0 {
        surroundings.log.note("\(count) results wait in the cache for the next start")
      }
      end(breakage.map { .failed($0) } ?? .interrupted)
    case .stop(.refused(let reason)):
      let message = "the coordinator at \(access.control) refuses: \(reason)"
      end(.failed(Failure(.unavailable, message)))
    }
  }

  private func begin(_ assignment: Assignment) {
    let job = RunningJob()
    jobs[assignment.reference] = job
    if !surroundings.start(assignment, job) {
      surroundings.mailbox.post(.event(.finished(assignment.reference, .stopped)))
    }
  }

  /// Ends the worker as an interruption does, so that its jobs soon go to other machines.
  private func retire(because failure: Failure) {
    if breakage != nil { return }
    breakage = failure
    surroundings.log.note("this worker ends: \(failure.message)")
    handle(.interrupted)
  }

  private func keep(_ reference: AttemptReference, _ outcome: Outcome) {
    do throws(Failure) {
      try surroundings.outbox.keep(reference, outcome)
    } catch {
      // It stays in memory: only a crash before the acknowledgement would cost the job.
      surroundings.log.note("\(reference): \(error.message)")
    }
  }

  private func reconnect() {
    guard let context else { return }
    surroundings.log.note("the coordinator is silent; connecting anew")
    control?.close()
    control = line(to: access.control, Self.controlOptions, in: context)
  }

  private func complain() {
    let now = Monotonic.now
    guard control?.isUp != true, now >= nextComplaint else { return }
    nextComplaint = now + Self.complaintInterval
    let happening = failedHandshakes > 0 ? "breaks every handshake" : "does not answer"
    surroundings.log.note("the coordinator at \(access.control) \(happening); waiting")
  }

  /// Ends the worker after this turn; the first reason counts.
  private func end(_ end: WorkerEnd) {
    if ending == nil { ending = end }
  }

  private func leave(_ end: WorkerEnd) {
    for job in jobs.values { job.cancel() }
    control?.close()
    data?.close()
    control = nil
    data = nil
    // Without its sockets the context ends, and that waits until the last words are sent.
    context = nil
    surroundings.end(end)
    thread.stop()
  }

  /// How long to wait for news.
  private var pause: Duration {
    var due = [peer.nextDeadline].compactMap(\.self)
    if control?.isUp != true { due += [nextComplaint, nextLook] }
    if data?.isUp == true, let deadline = transfers.nextDeadline { due.append(deadline) }
    if (control?.waitingCount ?? 0) + (data?.waitingCount ?? 0) > 0 {
      due.append(Monotonic.now + Self.shortWait)
    }
    let soonest = due.min().map { $0 - Monotonic.now } ?? Self.complaintInterval
    return .milliseconds(min(max(soonest, 0), Self.complaintInterval))
  }

  static func refusal(_ access: AccessFile) -> Failure {
    Failure(
      .unavailable,
      "the coordinator at \(access.control) does not admit '\(access.name)': its access was "
        + "revoked or never granted; make a new access file with 'coordinator access create'")
  }

  private static func stranger(_ access: AccessFile, _ other: String) -> Failure {
    Failure(
      .unavailable,
      "the coordinator at \(access.control) speaks \(other), this worker "
        + "\(MessageLimits.protocolName); install the same version of both")
  }

  static func strangeServer(_ access: AccessFile) -> Failure {
    Failure(
      .unavailable,
      "whoever listens at \(access.control) is not the coordinator that made the access file of "
        + "'\(access.name)'; check the address, or make a new access file there")
  }
}
