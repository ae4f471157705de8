internal import Documents
internal import Peers
internal import TaskSpace
internal import Wire

/// Workers that come, speak, fall silent and die.
extension Scheduler {
  mutating func handle(
    _ message: WorkerMessage, from session: SessionID, missing: [Digest]
  ) {
    if case .hello(let hello) = message {
      welcome(hello, session)
      return
    }
    guard let worker = workers.firstIndex(where: { $0.session == session }) else {
      // A result is acknowledged only to a worker that is known: it says hello, then repeats it.
      send(session, .introduce)
      return
    }
    workers[worker].heard = now
    workers[worker].isAway = false
    switch message {
    case .hello: break
    case .heartbeat(let running): compare(running, with: worker)
    case .progress(let reference, let fraction, let note, let checkpoint):
      progress(reference, fraction, note, checkpoint)
    case .result(let reference, let outcome):
      result(reference, outcome, from: worker, missing: missing)
    case .leaving:
      workers[worker].isLeaving = true
    }
  }

  private mutating func welcome(_ hello: WorkerHello, _ session: SessionID) {
    guard hello.sceneGenerator == DatasetReference.sceneGeneratorVersion else {
      send(
        session,
        .refuse(
          "this worker renders rooms of version \(hello.sceneGenerator), the coordinator needs "
            + "\(DatasetReference.sceneGeneratorVersion); install the same version of both"))
      return
    }
    guard !replaced.contains(hello.incarnation) else {
      send(
        session, .refuse("another worker has taken the name '\(hello.name)'; choose another --name")
      )
      return
    }
    if let old = workers.firstIndex(where: { $0.name == hello.name }) {
      let isSameProcess = workers[old].hello.incarnation == hello.incarnation
      if !isSameProcess { remember(replaced: workers[old].hello.incarnation) }
      drop(
        old, because: isSameProcess ? .lost : .died,
        keeping: Set(hello.running + hello.finished))
    }
    var worker = WorkerRecord(session: session, hello: hello, heard: now)
    let abandon = adopt(hello, into: &worker)
    workers.append(worker)
    holdings[hello.cache, default: []].formUnion(hello.holdings)
    send(
      session,
      .welcome(
        epoch: epoch, heartbeat: settings.heartbeat, lease: settings.lease, abandon: abandon))
    if isStopping { send(session, .leave) }
  }

  /// A process whose name another one has taken must not take it back: the two would drive each
  /// other out for ever, and their jobs would be blamed for it.
  private mutating func remember(replaced incarnation: String) {
    replaced.append(incarnation)
    if replaced.count > Self.mostReplaced { replaced.removeFirst() }
  }

  /// Takes over the attempts that a worker is still at; gives those that are of no use any more.
  private mutating func adopt(
    _ hello: WorkerHello, into worker: inout WorkerRecord
  ) -> [AttemptReference] {
    var abandon: [AttemptReference] = []
    for reference in hello.running + hello.finished {
      guard let position = positions[reference.job], isCurrent(reference) else {
        if hello.running.contains(reference) { abandon.append(reference) }
        continue
      }
      guard jobs[position].lease?.worker == hello.name, !worker.running.contains(position) else {
        if hello.running.contains(reference) { abandon.append(reference) }
        continue
      }
      jobs[position].lease = .init(worker: hello.name, since: now, isInherited: false)
      worker.running.append(position)
    }
    // What this worker's name still leases, but it does not know of, is lost.
    for position in jobs.indices
    where jobs[position].lease?.worker == hello.name && !worker.running.contains(position) {
      release(position, reason: "the worker \(hello.name) restarted without it")
    }
    return abandon
  }

  /// Whether an attempt is the one that holds its job's lease.
  func isCurrent(_ reference: AttemptReference) -> Bool {
    guard let position = positions[reference.job] else { return false }
    return jobs[position].state == .running && jobs[position].attempt == reference.attempt
  }

  func reference(_ position: Int) -> AttemptReference {
    AttemptReference(job: jobs[position].identity, attempt: jobs[position].attempt)
  }

  /// Tells a worker to give up what it should not be doing.
  private mutating func compare(_ running: [AttemptReference], with worker: Int) {
    for position in workers[worker].running where running.contains(reference(position)) {
      jobs[position].lease?.confirmed = now
    }
    let stale = running.filter { !isCurrent($0) }
    if !stale.isEmpty { send(workers[worker].session, .cancel(stale)) }
    // An empty answer tells the worker that somebody listens.
    send(workers[worker].session, .acknowledge([]))
  }

  private mutating func progress(
    _ reference: AttemptReference, _ fraction: Double, _ note: String, _ checkpoint: Digest?
  ) {
    guard isCurrent(reference), let position = positions[reference.job] else { return }
    jobs[position].progress = .init(fraction: fraction, note: note)
    if let checkpoint { setCheckpoint(position, checkpoint) }
  }

  // MARK: Loss

  /// Why a worker is taken off the list.
  private enum Departure {
    /// Its process ended.
    case died
    /// It fell silent for longer than its lease.
    case silent
    /// It is not known what became of it.
    case lost
  }

  /// A connection broke; the worker may come back with another one.
  ///
  /// What it has said that it is doing stays its own until its lease ends. What it never confirmed
  /// was lost with the connection.
  mutating func lose(_ session: SessionID) {
    guard let worker = workers.firstIndex(where: { $0.session == session }) else { return }
    workers[worker].isAway = true
    for position in workers[worker].running {
      guard let lease = jobs[position].lease, lease.confirmed == lease.since else { continue }
      workers[worker].running.removeAll { $0 == position }
      release(position, reason: "the connection to the worker \(lease.worker) broke")
    }
  }

  /// A worker may not work here any more: what it has goes to others at once.
  mutating func dismiss(_ session: SessionID) {
    guard let worker = workers.firstIndex(where: { $0.session == session }) else { return }
    drop(worker, because: .lost, keeping: [])
  }

  /// A worker's process ended.
  mutating func bury(_ name: String) {
    guard let worker = workers.firstIndex(where: { $0.name == name }) else { return }
    drop(worker, because: isStopping ? .lost : .died, keeping: [])
  }

  /// Takes a worker off the list and its jobs away, but for those in `keeping`.
  private mutating func drop(
    _ worker: Int, because departure: Departure, keeping: Set<AttemptReference>
  ) {
    let record = workers.remove(at: worker)
    for position in record.running where jobs[position].state == .running {
      if keeping.contains(reference(position)) { continue }
      switch departure {
      case .died: crash(position, worker: record.name)
      case .silent: miss(position, worker: record.name)
      case .lost: release(position, reason: "the worker \(record.name) was lost")
      }
    }
  }

  /// Frees a job whose worker is gone, without blame.
  mutating func release(_ position: Int, reason: String) {
    endAttempt(position, outcome: "lost", reason: reason)
    move(position, to: .waiting, reason: reason)
    refresh(position)
  }

  /// Frees a job whose worker died; gives it up where it killed too many.
  private mutating func crash(_ position: Int, worker: String) {
    jobs[position].crashes += 1
    let count = jobs[position].crashes
    let reason = "the worker \(worker) died while it did this"
    endAttempt(position, outcome: "crashed", reason: reason)
    if count >= jobs[position].maximumCrashes {
      move(position, to: .failed, reason: "\(count) workers died of it")
    } else {
      move(position, to: .waiting, reason: reason)
      refresh(position)
    }
  }

  /// Frees a job whose worker fell silent; a job that does so again and again must kill them.
  private mutating func miss(_ position: Int, worker: String) {
    jobs[position].silences += 1
    let count = jobs[position].silences
    guard count >= Self.silencesPerCrash * jobs[position].maximumCrashes else {
      release(position, reason: "the worker \(worker) fell silent")
      return
    }
    endAttempt(position, outcome: "lost", reason: "the worker \(worker) fell silent")
    move(position, to: .failed, reason: "\(count) workers fell silent while they did it")
  }

  mutating func endAttempt(
    _ position: Int, outcome: String, seconds: Double? = nil, reason: String? = nil
  ) {
    effects.append(
      .journal(
        .endAttempt(reference(position), outcome: outcome, seconds: seconds, reason: reason)))
  }

  /// Takes a job off its worker's list; gives the worker's position.
  mutating func releaseLease(_ position: Int) -> Int? {
    guard let name = jobs[position].lease?.worker,
      let worker = workers.firstIndex(where: { $0.name == name })
    else { return nil }
    workers[worker].running.removeAll { $0 == position }
    return worker
  }

  /// Looks at the time: gives up on silent workers, on jobs that their worker does not list, and on
  /// jobs whose worker did not come back after a restart.
  mutating func tick() {
    // A coordinator that was away itself has not heard what was said meanwhile: it lies in the
    // sockets, and comes with the next turns.
    if now - lastTick > Self.absence * settings.heartbeat { forgive() }
    lastTick = now
    while let silent = workers.firstIndex(where: { now - $0.heard > settings.lease }) {
      drop(silent, because: .silent, keeping: [])
    }
    expireUnlisted()
    expireInherited()
  }

  private mutating func forgive() {
    for worker in workers.indices {
      workers[worker].heard = now
      for position in workers[worker].running { jobs[position].lease?.confirmed = now }
    }
  }

  private mutating func expireUnlisted() {
    for worker in workers.indices {
      for position in workers[worker].running {
        guard let lease = jobs[position].lease, now - lease.confirmed > settings.lease else {
          continue
        }
        workers[worker].running.removeAll { $0 == position }
        release(position, reason: "the worker \(lease.worker) does not know of it")
      }
    }
  }

  /// Begins again what the coordinator before was doing itself: nobody else is at it.
  mutating func releaseOwn() {
    guard hasOwnInherited else { return }
    hasOwnInherited = false
    for position in jobs.indices where jobs[position].lease?.worker == Self.coordinatorName {
      release(position, reason: "the coordinator restarted")
    }
  }

  private mutating func expireInherited() {
    guard hasInherited, now - started > settings.grace else { return }
    hasInherited = false
    for position in jobs.indices
    where jobs[position].state == .running && jobs[position].lease?.isInherited == true {
      release(position, reason: "its worker did not come back after the coordinator's restart")
    }
  }
}
