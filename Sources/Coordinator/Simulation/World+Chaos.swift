internal import Documents
internal import Peers
internal import Scheduling
internal import TaskSpace

/// Faults that happen at a time of their own.
extension World {
  private static let happening: [Fault] = [
    .slowLink, .partition, .oneWayPartition, .reconnectStorm, .halfOpen, .workerCrash,
    .workerPause, .slowWorker, .lostCache, .otherSlots, .wrongVersion, .sameName, .interruption,
    .coordinatorCrash, .crashAtDisk, .coordinatorPause, .diskFull, .lostArtifact, .wallJump,
    .submittedTwice, .cancellation, .retry,
  ]

  func planMisfortunes() {
    for fault in Self.happening where scenario.has(fault) {
      for _ in 0..<1 + Int(scenario.strength(fault) * 6) {
        add(.misfortune(fault), after: luckOfChaos.number(100...max(100, scenario.chaos - 100)))
      }
    }
  }

  /// The faults of each operation on the disk, for the process that starts now.
  func setDiskFaults() {
    guard isChaotic else {
      disk.faults = SimulatedDisk.Faults()
      return
    }
    disk.faults.write = 0.003 * scenario.strength(.writeError)
    disk.faults.synchronise = 0.02 * scenario.strength(.syncError)
    disk.faults.read = 0.01 * scenario.strength(.readError)
    disk.faults.shortRead = 0.01 * scenario.strength(.readError)
    disk.faults.busy = 0.5 * scenario.strength(.busy)
  }

  func befall(_ fault: Fault) {
    guard isChaotic else { return }
    trace.tell(time, "fault: \(fault.rawValue)")
    let number = luckOfChaos.number(0...machines.count - 1)
    switch fault {
    case .slowLink, .partition, .oneWayPartition: cut(number, fault)
    case .reconnectStorm: for number in machines.indices { breakLine(of: number) }
    case .halfOpen: machines[number].link.isHalfOpen = true
    case .workerCrash: crash(number)
    case .workerPause: pause(number)
    case .slowWorker: slow(number)
    case .lostCache: loseCache(of: number)
    case .otherSlots: changeSlots(of: number)
    case .wrongVersion:
      addMachine(named: "stranger", sceneGenerator: 0)
      bootNewest()
    case .sameName:
      addMachine(named: machines[number].name)
      bootNewest()
    case .interruption: if machines[number].pausedUntil <= time { tell(number, .interrupted) }
    case .coordinatorCrash: if coordinator != nil { endCoordinator("it was killed") }
    case .crashAtDisk: disk.crashCall = disk.calls + luckOfChaos.number(1...60)
    case .coordinatorPause: pauseCoordinator()
    case .diskFull:
      disk.isFull = true
      add(.relief(.diskFull, 0), after: luckOfChaos.number(500...15_000))
    case .lostArtifact:
      // A result that waits for room was looked at when it came.
      guard coordinator?.waitsForRoom != true else { return }
      if let lost = store.keys.sorted().randomElement(using: &luckOfChaos) { store[lost] = nil }
    case .wallJump: wallClock += Double(luckOfChaos.number(-10_000...10_000))
    case .submittedTwice, .cancellation, .retry: interfere(fault)
    default: preconditionFailure("\(fault) does not happen at a time of its own")
    }
  }

  func relieve(_ fault: Fault, _ number: Int) {
    switch fault {
    case .diskFull: disk.isFull = false
    case .slowLink: machines[number].link.isSlow = false
    case .slowWorker: machines[number].slowness = 1
    case .partition, .oneWayPartition:
      machines[number].link.isCutOutwards = false
      machines[number].link.isCutInwards = false
      if luckOfChaos.happens(0.5) { breakLine(of: number) }
    default: break
    }
  }

  private func cut(_ number: Int, _ fault: Fault) {
    switch fault {
    case .slowLink: machines[number].link.isSlow = true
    case .partition:
      machines[number].link.isCutOutwards = true
      machines[number].link.isCutInwards = true
    default:
      if luckOfChaos.happens(0.5) {
        machines[number].link.isCutOutwards = true
      } else {
        machines[number].link.isCutInwards = true
      }
    }
    add(.relief(fault, number), after: luckOfChaos.number(200...3 * settings.lease))
  }

  // MARK: Workers

  /// A process ends; some machines do not come back, and others take their place.
  private func crash(_ number: Int) {
    let isForEver = luckOfChaos.happens(0.2)
    if isForEver {
      machines[number].isGone = true
      addMachine(named: "worker \(machines.count)")
      bootNewest()
    }
    kill(number, restartsAfter: isForEver ? nil : luckOfChaos.number(50...2 * settings.lease))
    if luckOfChaos.happens(0.3) { parentSees(number) }
  }

  /// The coordinator started the worker, and sees that it ended.
  func parentSees(_ number: Int) {
    guard let process = coordinator, process.pausedUntil <= time else { return }
    handle(.died(worker: machines[number].name), process)
    commitAndSpeak(process)
  }

  private func bootNewest() { add(.boot(machines.count - 1), after: luckOfChaos.number(1...100)) }

  private func pause(_ number: Int) {
    let end = time + luckOfChaos.number(500...3 * settings.lease)
    guard machines[number].pausedUntil <= time else { return }
    machines[number].pausedUntil = end
    if scenario.has(.stoppedClock) { machines[number].clock.stand(from: time, to: end) }
    // What breaks meanwhile it notices afterwards.
    add(.wake(number), at: end)
  }

  private func slow(_ number: Int) {
    machines[number].slowness = 100
    add(.relief(.slowWorker, number), after: luckOfChaos.number(1_000...20_000))
  }

  private func loseCache(of number: Int) {
    let cache = machines[number].cache
    let lost = caches[cache].sorted()
    caches[cache] = []
    for other in machines.indices
    where machines[other].cache == cache && machines[other].pausedUntil <= time {
      tell(other, .dropped(lost))
    }
  }

  private func changeSlots(of number: Int) {
    kill(number, restartsAfter: luckOfChaos.number(50...5_000))
    machines[number].slots = luckOfChaos.number(1...3)
    machines[number].mostSlots = max(machines[number].mostSlots, machines[number].slots)
  }

  private func pauseCoordinator() {
    guard let process = coordinator, process.pausedUntil <= time else { return }
    process.pausedUntil = time + luckOfChaos.number(500...3 * settings.lease)
    if scenario.has(.stoppedClock) {
      coordinatorClock.stand(from: time, to: process.pausedUntil)
    }
    planTurn(process, after: 0)
  }
}
