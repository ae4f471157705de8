internal import Documents
internal import Peers
internal import Scheduling
internal import TaskSpace
internal import Wire

/// Machines: processes that come and go, and their half of the conversation.
extension World {
  func happenToMachine(_ event: Occurrence, _ number: Int) {
    let machine = machines[number]
    switch event {
    case .boot: boot(number)
    case .connect:
      guard machine.peer != nil, !machine.link.isConnected, open(number) else { return }
      tell(number, .connected)
    case .wake:
      guard machine.wake.map({ $0 <= time }) == true else { return }
      machines[number].wake = nil
      tell(number, .tick)
    case .delivery(let line, let bytes):
      guard line.number == machine.link.number, machine.link.isConnected else { return }
      guard let message = CoordinatorMessage(packed: bytes) else {
        audit.violations.append("the coordinator said something unintelligible")
        return
      }
      trace.tell(time, bytes, "\(machine.name) hears \(message.summary)")
      if case .assign(let list) = message, scenario.bug == .startsTwice {
        for assignment in list where audit.started.contains(assignment.reference) {
          start(number, assignment)
        }
      }
      tell(number, .message(message))
    case .finish(_, let life, let reference):
      if life == machine.life { finish(number, reference) }
    case .upload(_, let life, let digest):
      if life == machine.life { upload(number, digest) }
    default: break
    }
  }

  /// A process starts, with what the one before left on the disk.
  private func boot(_ number: Int) {
    guard machines[number].peer == nil, !machines[number].isGone else { return }
    machines[number].life += 1
    let held = caches[machines[number].cache].sorted()
    machines[number].peer = WorkerPeer(
      settings: machines[number].settings(patience: 4 * settings.lease + 5_000), holdings: held,
      at: machines[number].clock.now(at: time))
    trace.tell(time, "\(machines[number].name) starts, process \(machines[number].life)")
    for (reference, outcome) in machines[number].outbox {
      tell(number, .restored(reference, outcome))
    }
    add(.connect(number), after: luckOfWorkers.number(1...300))
  }

  /// The process ends at once.
  func kill(_ number: Int, restartsAfter milliseconds: Int?) {
    guard machines[number].peer != nil else { return }
    trace.tell(time, "\(machines[number].name) dies")
    machines[number].peer = nil
    machines[number].life += 1
    machines[number].running = []
    machines[number].uploading = []
    machines[number].wake = nil
    machines[number].pausedUntil = 0
    machines[number].link.isConnected = false
    if let milliseconds { add(.boot(number), after: milliseconds) }
  }

  // MARK: The peer

  /// Lets a worker's process handle an event, and does what it asks for.
  func tell(_ number: Int, _ event: WorkerEvent) {
    let now = machines[number].clock.now(at: time)
    guard let effects = machines[number].peer?.handle(event, at: now) else { return }
    for effect in effects {
      perform(effect, on: number)
      if machines[number].peer == nil { return }
    }
    checkBounds(number)
    plan(number)
  }

  /// Plans the next look at the clock.
  private func plan(_ number: Int) {
    guard let due = machines[number].peer?.nextDeadline else { return }
    let moment = max(time + 1, machines[number].clock.time(of: due))
    if let planned = machines[number].wake, planned <= moment { return }
    machines[number].wake = moment
    add(.wake(number), at: moment)
  }

  private func perform(_ effect: WorkerEffect, on number: Int) {
    switch effect {
    case .send(let message):
      let bytes = message.packed
      trace.tell(time, bytes, "\(machines[number].name) says \(message.summary)")
      if bytes.count > MessageLimits.controlBytes { audit.violations.append("too long a message") }
      sendOutwards(bytes, from: number)
    case .start(let assignment): start(number, assignment)
    case .cancel(let reference):
      for index in machines[number].running.indices
      where machines[number].running[index].assignment.reference == reference {
        machines[number].running[index].isCancelled = true
      }
      add(
        .finish(number, life: machines[number].life, reference),
        after: luckOfWorkers.number(1...200))
    case .upload(let digest):
      machines[number].uploading.append(digest)
      add(
        .upload(number, life: machines[number].life, digest),
        after: luckOfWorkers.number(5...500))
    case .keep(let reference, let outcome):
      if isChaotic, luckOfWorkers.happens(scenario.strength(.outboxDiskFull)) { return }
      machines[number].outbox.append((reference, outcome))
    case .forget(let reference):
      machines[number].outbox.removeAll { $0.reference == reference }
    case .reconnect:
      machines[number].link.isConnected = false
      add(.connect(number), after: luckOfWorkers.number(1...300))
    case .note: break
    case .stop(let reason): stop(number, reason)
    }
  }

  private func stop(_ number: Int, _ reason: WorkerEffect.StopReason) {
    trace.tell(time, "\(machines[number].name) stops: \(reason)")
    switch reason {
    case .done:
      machines[number].isGone = true
      kill(number, restartsAfter: nil)
    case .refused: kill(number, restartsAfter: 5_000)
    case .interrupted: kill(number, restartsAfter: 2_000)
    }
  }

  private func checkBounds(_ number: Int) {
    guard let peer = machines[number].peer else { return }
    let slots = machines[number].slots
    let name = machines[number].name
    if peer.runningCount > slots { audit.violations.append("\(name) runs more than it can") }
    if peer.queuedCount > 2 * slots { audit.violations.append("\(name) has too long a queue") }
    if peer.outboxCount > 40 + 3 * machines[number].mostSlots {
      audit.violations.append("\(name) has too full an outbox")
    }
  }
}

extension CoordinatorMessage {
  /// What it is, in short.
  var summary: String {
    switch self {
    case .welcome(let epoch, _, _, let abandon): "welcome \(epoch) abandon \(abandon)"
    case .assign(let list): "assign \(list.map(\.reference))"
    case .acknowledge(let list): "acknowledge \(list)"
    case .need(let reference, let digests): "need \(reference) \(digests.map(\.short))"
    case .cancel(let list): "cancel \(list)"
    case .introduce: "introduce"
    case .leave: "leave"
    case .refuse(let reason): "refuse: \(reason)"
    }
  }
}

extension WorkerMessage {
  /// What it is, in short.
  var summary: String {
    switch self {
    case .hello(let hello): "hello \(hello.incarnation) \(hello.running) \(hello.finished)"
    case .heartbeat(let list): "heartbeat \(list)"
    case .progress(let reference, _, _, _): "progress \(reference)"
    case .result(let reference, .success): "success of \(reference)"
    case .result(let reference, let outcome): "\(outcome) of \(reference)"
    case .leaving: "leaving"
    }
  }
}
