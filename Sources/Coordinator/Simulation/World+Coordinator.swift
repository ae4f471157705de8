internal import Documents
internal import Journal
internal import Peers
internal import Scheduling
internal import Wire

/// The coordinator's process: its start, its turns and its end.
extension World {
  private static let path = "journal.sqlite"
  /// How often the whole journal is compared with what was committed.
  private static let commitsPerReading = 16

  // MARK: Start and end

  /// Leaves a journal on the disk as the first release made it.
  func beginOldJournal() {
    do throws(Failure) {
      try Journal.beginOldest(Self.path, on: JournalDisk(fileSystem: fileSystem.name))
    } catch {
      audit.violations.append("an old journal cannot be begun: \(error.message)")
    }
    disk.countAnew()
  }

  func startCoordinator() {
    guard coordinator == nil else { return }
    disk.restart(hasPowerFailed: hasPowerFailed)
    hasPowerFailed = false
    coordinatorLife += 1
    setDiskFaults()
    do throws(Failure) {
      try open()
    } catch {
      trace.tell(time, "the coordinator cannot start: \(error.message)")
      if error.code == .data || !isChaotic && !disk.isCrashed {
        audit.violations.append("the journal cannot be opened: \(error.message)")
      }
      endCoordinator("its start failed")
    }
  }

  private func open() throws(Failure) {
    let pages = scenario.has(.checkpoints) ? 8 : 1_000
    let journal = try Journal.open(
      Self.path, on: JournalDisk(fileSystem: fileSystem.name, checkpointPages: pages))
    let content = try journal.snapshot()
    guard !disk.isCrashed else { throw Failure(.io, "it died while it started") }
    settle(content.snapshot)
    if journal.epoch <= audit.epoch { audit.violations.append("epochs went back") }
    audit.epoch = journal.epoch
    let scheduler = Scheduler(
      restoring: mistaken(content.snapshot), settings: settings, epoch: journal.epoch,
      durations: content.durations, at: coordinatorClock.now(at: time))
    audit.report(scheduler.contradictions, "after a restart")
    audit.report(audit.ledger.differences(from: scheduler), "after a restart")
    trace.tell(time, "the coordinator starts, epoch \(journal.epoch)")
    let process = CoordinatorProcess(
      life: coordinatorLife, journal: journal, turn: Turn(scheduler))
    coordinator = process
    planTurn(process, after: 0)
  }

  /// The journal must hold all that was committed, and of a commit that failed all or nothing.
  private func settle(_ snapshot: SchedulerSnapshot) {
    let differences = audit.ledger.differences(from: snapshot)
    if let uncertain = audit.uncertain, !differences.isEmpty,
      uncertain.differences(from: snapshot).isEmpty
    {
      audit.ledger = uncertain
    } else {
      audit.report(differences, "read back")
    }
    audit.uncertain = nil
  }

  /// The process ends; connections break, and it is started again.
  func endCoordinator(_ reason: String) {
    trace.tell(time, "the coordinator ends: \(reason)")
    disk.crash()
    coordinator = nil
    hasPowerFailed = scenario.has(.powerLoss) || scenario.powerFailure != nil
    for number in machines.indices { breakLine(of: number) }
    breakLine(of: Line.person)
    add(.start, after: luckOfCoordinator.number(100...3_000))
  }

  // MARK: The turn

  /// Plans a turn unless an earlier one is planned.
  func planTurn(_ process: CoordinatorProcess, after milliseconds: Int) {
    let moment = max(time + milliseconds, process.pausedUntil)
    if process.nextTurn > time, process.nextTurn <= moment { return }
    process.nextTurn = moment
    add(.turn(life: process.life), at: moment)
  }

  func arrive(_ life: Int, _ line: Line, _ bytes: [UInt8]) {
    guard let process = coordinator, process.life == life else { return }
    process.inbox.append((line, bytes))
    planTurn(process, after: luckOfCoordinator.number(0...2))
  }

  func takeTurn(_ life: Int) {
    guard let process = coordinator, process.life == life, process.nextTurn <= time else { return }
    guard process.pausedUntil <= time else {
      planTurn(process, after: 0)
      return
    }
    if process.waitsForRoom {
      // What workers say is not heard; people wait.
      process.inbox.removeAll { $0.line.station != Line.person }
    } else {
      let messages = process.inbox
      process.inbox = []
      for (line, bytes) in messages { hear(line, bytes, process) }
      if scenario.bug != .neverExpires { handle(.tick, process) }
      audit.report(process.turn.scheduler.neglected, "work is left lying")
    }
    commitAndSpeak(process)
    if coordinator === process { planTurn(process, after: 250) }
  }

  /// Lets the scheduler handle an event, as `Turn.take` does, and looks whether it is still in order.
  @discardableResult
  func handle(_ event: Event, _ process: CoordinatorProcess) -> Bool {
    let count = process.turn.outgoing.count
    let endsAttempt = process.turn.take(event, at: coordinatorClock.now(at: time))
    if process.turn.outgoing.count > count {
      audit.report(process.turn.scheduler.contradictions, "the scheduler")
    }
    return endsAttempt
  }

  func commitAndSpeak(_ process: CoordinatorProcess) {
    if scenario.bug == .speaksBeforeCommit {
      let changes = process.turn.changes
      speak(process.turn.committed(), process)
      guard coordinator === process else { return }
      if commit(changes, process) { answer(process) }
      return
    }
    let changes = process.turn.changes
    guard commit(changes, process) else { return }
    audit.report(
      audit.ledger.differences(
        from: process.turn.scheduler, after: process.commits % 8 == 0 ? nil : changes),
      "after a commit")
    let effects = process.turn.committed()
    if isChaotic, !effects.isEmpty, luckOfCoordinator.happens(scenario.strength(.slowCommit) * 0.02)
    {
      let wait = luckOfCoordinator.number(500...5_000)
      process.speech = effects
      process.pausedUntil = time + wait
      add(.speech(life: process.life), after: wait)
    } else {
      speak(effects, process)
      answer(process)
    }
  }

  func speakLate(_ life: Int) {
    guard let process = coordinator, process.life == life else { return }
    let effects = process.speech
    process.speech = []
    speak(effects, process)
    answer(process)
  }

  /// Makes a turn's changes durable; where that fails the process ends, or waits for room.
  private func commit(_ changes: [JournalChange], _ process: CoordinatorProcess) -> Bool {
    guard !changes.isEmpty else { return true }
    func remember() {
      audit.uncertain = audit.ledger
      _ = audit.uncertain?.apply(changes, isAsked: process.isAsked)
    }
    do throws(SQLiteError) {
      for part in mistaken(changes) { try process.journal.commit(part, time: wallClock) }
    } catch {
      remember()
      if error.isDiskFull, !disk.isCrashed {
        trace.tell(time, "the disk is full: the coordinator waits")
        process.waitsForRoom = true
        return false
      }
      endCoordinator("its commit failed: \(error.message)")
      return false
    }
    guard !disk.isCrashed else {
      remember()
      endCoordinator("it died while it committed")
      return false
    }
    process.waitsForRoom = false
    audit.uncertain = nil
    audit.report(audit.ledger.apply(changes, isAsked: process.isAsked), "a change")
    process.isAsked = false
    checkEnds(changes)
    process.commits += 1
    if process.commits % Self.commitsPerReading == 0 { readBack(process) }
    return true
  }

  /// Compares the whole journal with what was committed.
  func readBack(_ process: CoordinatorProcess) {
    let faults = disk.faults
    let crashCall = disk.crashCall
    disk.faults = SimulatedDisk.Faults()
    disk.crashCall = nil
    defer { (disk.faults, disk.crashCall) = (faults, crashCall) }
    do throws(Failure) {
      let content = try process.journal.snapshot()
      audit.report(audit.ledger.differences(from: content.snapshot), "read back")
    } catch {
      audit.violations.append("the journal cannot be read: \(error.message)")
    }
  }
}
