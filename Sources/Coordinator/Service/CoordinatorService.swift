internal import Artifacts
internal import Dispatch
package import Documents
internal import Journal
package import Messaging
internal import Peers
internal import Scheduling
internal import Synchronization
internal import TaskSpace
internal import Wire

/// The coordinator at work: joins sockets, journal, scheduler and artifacts.
///
/// One turn at a time, on one thread: take what the sockets hold, let the scheduler handle it,
/// commit one transaction, and only then speak.
package actor CoordinatorService: PollingActor {
  /// Messages taken in one turn; more wait for the next, so that a flood delays nobody for long.
  private static let messagesPerTurn = 512
  /// How long a turn waits for messages before it looks at the time, in milliseconds.
  private static let tick = 250

  /// Milliseconds between two lines about one peer that sends too much.
  private static let complaintInterval = 60_000

  package nonisolated let thread = PollingThread(name: "coordinator")
  /// Where workers and commands reach this coordinator.
  package nonisolated let control: Endpoint
  /// Where artifacts go.
  package nonisolated let data: Endpoint
  /// Its folder.
  package nonisolated let folder: StateFolder

  /// Whether it ends with the run for which it was started.
  nonisolated let isTemporary: Bool

  private let context: Context
  private let gatekeeper: Gatekeeper
  private let allowed: AllowList
  private let keyWatch: KeyWatch
  private let lock: StateFolder.Lock
  private let journal: Journal
  private let socket: ControlSocket
  private let dataServer: DataServer
  let store: ArtifactStore
  private(set) var pending: Turn
  var publications = Publications()
  var recent = RecentResults()
  private var reportedRefusals = 0
  /// When it was told last of each peer that it sends too much.
  private var complaints: [String: Instant] = [:]
  /// Submissions that are being prepared beside the thread.
  var preparations = 0
  /// What people are answered once the turn is committed; `isPromise` where they rely on that.
  var replies: [(session: SessionID, reply: ClientReply, isPromise: Bool)] = []
  /// Why nothing is given out or taken in for now; nil while all goes on.
  private(set) var pause: String?
  private let failure = Mutex<Failure?>(nil)

  /// Starts a coordinator that keeps everything in `folder` and listens at `endpoint`.
  ///
  /// - Parameter isTemporary: whether it ends with the run for which it was started.
  /// - Throws: `Failure`: unavailable where another uses the folder or the port, data or io where
  ///   the folder's content cannot be used.
  package init(
    folder: StateFolder, listening endpoint: Endpoint, isTemporary: Bool = false
  ) throws(Failure) {
    var doorkeeper: Gatekeeper?
    do {
      self.folder = folder
      self.isTemporary = isTemporary
      lock = try folder.lock()
      // What the coordinator before wrote leads nowhere; commands wait until we have written.
      Files.remove(folder.listening)
      let keys = try KeyStore(folder: folder.keys)
      store = try ArtifactStore(folder: folder.artifacts)
      journal = try Journal.open(folder.journal)
      if let old = journal.oldVersion {
        Diagnostics.report(
          "the journal had schema version \(old) and was brought up to date; older programs cannot "
            + "read it any more")
      }
      let content = try journal.snapshot()
      pending = Turn(
        Scheduler(
          restoring: content.snapshot, epoch: journal.epoch, durations: content.durations,
          at: Clock.now))
      allowed = AllowList()
      context = try Context()
      let keyWatch = KeyWatch(keys, allowed)
      self.keyWatch = keyWatch
      gatekeeper = try Gatekeeper(in: context, allowed: allowed) { keyWatch.followReporting() }
      doorkeeper = gatekeeper
      let security = Socket.Security.server(keys.serverKeys, gatekeeper)
      let control = try Socket(.router, in: context, options: .control, security: security)
      let data = try Socket(.router, in: context, options: .bulk, security: security)
      (self.control, self.data) = try endpoint.listen(control: control, data: data)
      try keys.prepareLocalAccess(
        control: Self.local(self.control), data: Self.local(self.data))
      try Files.write(
        "\(self.control)\n\(self.data)\n", to: folder.listening)
      try keyWatch.follow()
      socket = ControlSocket(control, allowed: allowed)
      dataServer = DataServer(BoundSocket(data), store: store, allowed: allowed)
    } catch {
      doorkeeper?.stop()
      if let failure = error as? Failure { throw failure }
      throw Failure(.unavailable, "cannot start a coordinator: \(error)")
    }
    socket.watch(on: thread)
    thread.start(self)
  }

  /// How this machine reaches an endpoint that may listen on all its addresses.
  private static func local(_ endpoint: Endpoint) throws(Failure) -> Endpoint {
    endpoint.isReachable ? endpoint : try endpoint.with(host: "127.0.0.1")
  }

  /// Ends the service; what is journaled stays, and running jobs go on when it starts again.
  package nonisolated func stop() {
    thread.stop()
    dataServer.stop()
    gatekeeper.stop()
  }

  /// Gives out no more work, and tells the workers to leave.
  package func leave() { happen(.stop) }

  /// Why the service cannot go on; nil while it can.
  package nonisolated var ending: Failure? { failure.withLock { $0 } }

  /// Takes note that the worker called `name`, a child of this process, has ended.
  package func workerDied(_ name: String) { happen(.died(worker: name)) }

  // MARK: The turn

  package func turn() -> Duration? {
    guard ending == nil else { return nil }
    do {
      try receive()
      if pause == nil { take(.tick) }
      try commitAndSpeak()
      watchKeys()
    } catch {
      fail(error)
    }
    return .milliseconds(Self.tick)
  }

  private func receive() throws {
    for _ in 0..<Self.messagesPerTurn {
      guard let received = try socket.next() else { return }
      switch received {
      // Nothing that it says could be kept; workers say again what was not acknowledged.
      case .worker where pause != nil: break
      case .worker(let session, let message): hear(message, from: session)
      case .client(let session, let request, let peer): answer(request, of: session, peer)
      case .revoked(let session): take(.dismissed(session))
      case .tooMuch(let session, let peer, let goesOn):
        try complain(of: peer, session, goesOn: goesOn)
      case .nothing: break
      }
    }
  }

  private func hear(_ message: WorkerMessage, from session: SessionID) {
    if case .result(let reference, .missingInputs(let digests)) = message,
      examine(digests, of: reference, message, session)
    {
      return
    }
    let endsAttempt = take(.message(session, message, missing: missing(message)))
    if endsAttempt { socket.excuseResult(of: session) }
  }

  /// Looks, beside the thread, at stored artifacts that a worker could not get, and removes damaged
  /// ones.
  ///
  /// Says whether there are such artifacts; the message is then heard afterwards.
  private func examine(
    _ digests: [Digest], of reference: AttemptReference, _ message: WorkerMessage,
    _ session: SessionID
  ) -> Bool {
    let (inputs, store) = (scheduler.inputs(of: reference), store)
    let doubtful = digests.filter { inputs.contains($0) && store.contains($0) }
    guard !doubtful.isEmpty else { return false }
    DispatchQueue.global().async {
      for digest in doubtful { _ = store.isStoredIntact(digest) }
      Task { await self.happen(.message(session, message, missing: self.missing(message))) }
    }
    return true
  }

  /// Tells of a peer that sends more than it may, and tells it.
  private func complain(of peer: Peer, _ session: SessionID, goesOn: Bool) throws {
    let reason = "it sends more than a \(peer.role.rawValue) may; what is too much is not heard"
    let now = Clock.now
    if complaints[peer.name].map({ now - $0 > Self.complaintInterval }) ?? true {
      complaints[peer.name] = now
      Diagnostics.report("\(peer.role.rawValue) '\(peer.name)': \(reason)")
    }
    if peer.role != .worker {
      let failure = Failure(.unavailable, "'\(peer.name)' is not answered: \(reason)")
      try socket.send(
        ClientReply(number: ClientReply.toAll, result: .failure(failure)), to: session)
    } else if goesOn {
      try socket.send(.refuse(reason), to: session)
      take(.dismissed(session))
    }
  }

  /// What a result names, and the store does not have: durable outputs, or inputs that a worker
  /// could not get.
  private func missing(_ message: WorkerMessage) -> [Digest] {
    guard case .result(_, let outcome) = message else { return [] }
    switch outcome {
    case .success(let result, _):
      return result.outputs.filter { !$0.isTemporary }.map(\.digest)
        .filter { !store.contains($0) }
    case .missingInputs(let digests): return digests.filter { !store.contains($0) }
    case .failure, .stopped: return []
    }
  }

  /// Lets the scheduler handle an event, as `Turn.take` does.
  @discardableResult
  func take(_ event: Event) -> Bool {
    pending.take(event, at: Clock.now)
  }

  /// The state of the cluster.
  var scheduler: Scheduler { pending.scheduler }

  /// Handles an event that comes from outside a turn.
  func happen(_ event: Event) {
    guard ending == nil else { return }
    take(event)
    speak()
  }

  /// Commits what has happened since, and says what follows from it.
  func speak() {
    guard ending == nil else { return }
    do {
      try commitAndSpeak()
    } catch {
      fail(error)
    }
  }

  private func commitAndSpeak() throws {
    let changes = pending.changes
    do throws(SQLiteError) {
      try journal.commit(changes, time: Clock.wall)
    } catch {
      guard error.isDiskFull else { throw error.failure(at: journal.path) }
      try waitForRoom()
      return
    }
    goOn()
    recent.learn(changes, from: scheduler)
    for effect in pending.committed() { try perform(effect) }
    for (session, reply, _) in replies { try socket.send(reply, to: session) }
    replies = []
  }

  /// The disk is full: the turn's changes stay where they are, every turn tries again to keep them,
  /// and until then nothing is said to workers or promised to people.
  private func waitForRoom() throws {
    if pause == nil {
      pause = Self.fullDisk(folder)
      Diagnostics.report(Self.fullDisk(folder))
    }
    for (session, reply, isPromise) in replies where !isPromise {
      try socket.send(reply, to: session)
    }
    replies.removeAll { !$0.isPromise }
  }

  private func goOn() {
    guard pause != nil else { return }
    pause = nil
    Diagnostics.report(Self.room(folder))
  }

  /// What is said where the disk of a state folder has no room.
  package static func fullDisk(_ folder: StateFolder) -> String {
    "the disk of \(folder.path) is full; the work goes on when there is room"
  }

  /// What is said when it has room again.
  package static func room(_ folder: StateFolder) -> String {
    "there is room on the disk of \(folder.path) again; the work goes on"
  }

  private func perform(_ effect: Effect) throws {
    switch effect {
    case .journal: break
    case .send(let session, let message):
      if try !socket.send(message, to: session) {
        take(.unreachable(session))
      }
    case .expand(let reference, let job, let rankers): expand(reference, job, rankers)
    case .discard(let digest): store.remove(digest)
    case .runEnded(let run, let state): ended(run, state)
    }
  }

  private func fail(_ error: any Error) {
    let reason = error as? Failure ?? Failure(.software, "\(error)")
    failure.withLock { $0 = reason }
  }

  // MARK: Keys

  /// Follows changes of the keys, and reports who was turned away.
  private func watchKeys() {
    keyWatch.followReporting()
    let refused = allowed.counts.refused
    if refused > reportedRefusals, let last = allowed.refusals.last {
      reportedRefusals = refused
      Diagnostics.report("refused a connection from \(last.address): \(last.reason)")
    }
  }
}
