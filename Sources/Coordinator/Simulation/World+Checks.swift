internal import Documents
internal import Peers
internal import Scheduling
internal import Service
internal import TaskSpace
internal import Wire

/// What an observer checks at each step.
extension World {
  /// Nobody here sends so much that it would not be heard.
  func checkTraffic(_ line: Line, _ bytes: [UInt8], _ process: CoordinatorProcess) {
    let limits: TrafficLimits = line.station == Line.person ? .client : .worker
    for size in [MessageLimits.protocolName.utf8.count, bytes.count] {
      let verdict = process.traffic.judge(
        line.session, size, within: limits, at: coordinatorClock.now(at: time))
      if verdict != .heard { audit.violations.append("an honest peer is not heard") }
    }
  }

  /// What is given to a worker was committed, for this worker, and never given before.
  func checkGiven(_ references: [AttemptReference], to machine: Machine) {
    for reference in references {
      if audit.ledger.attempts[reference] != machine.name {
        audit.violations.append("\(reference) was given to \(machine.name) before it was kept")
      }
      if let other = audit.given[reference] {
        audit.violations.append("\(reference) was given to \(machine.name), and to \(other)")
      }
      audit.given[reference] = machine.name
    }
    let open = audit.ledger.jobs.values.count { $0.open?.worker == machine.name }
    let slots = machines.filter { $0.name == machine.name }.map(\.mostSlots).max() ?? 0
    if open > slots { audit.violations.append("\(machine.name) holds \(open) leases") }
  }

  /// What is acknowledged has ended, and that was committed.
  func checkAcknowledged(_ references: [AttemptReference]) {
    for reference in references where audit.ledger.jobs[reference.job]?.isOpen(reference) == true {
      audit.violations.append("\(reference) was acknowledged before its end was kept")
    }
  }

  /// Attempts end as those who did them said, with all that they made.
  func checkEnds(_ changes: [JournalChange]) {
    for change in changes {
      switch change {
      case .endAttempt(let reference, "succeeded", _, _): checkSuccess(reference)
      case .endAttempt(let reference, "failed", _, _):
        if !audit.failed.contains(reference) {
          audit.violations.append("\(reference) failed, but nobody failed at it")
        }
      case .setRun(let run, let state, _):
        if state != .active { audit.ended[run] = time }
      case .setJob(let identity, .failed, let attempt, let failures, let crashes, _, _, _, _, _):
        checkFailure(identity, attempt: attempt, failures: failures, crashes: crashes)
      default: break
      }
    }
  }

  private func checkSuccess(_ reference: AttemptReference) {
    if !audit.succeeded.contains(reference) {
      audit.violations.append("\(reference) succeeded, but nobody did it")
    }
    for output in audit.ledger.jobs[reference.job]?.result?.outputs ?? []
    where !output.isTemporary {
      guard let content = store[output.digest] else {
        audit.violations.append("\(reference) succeeded without its artifact")
        continue
      }
      if Digest(of: content) != output.digest {
        audit.violations.append("\(reference) has an artifact of another name")
      }
    }
  }

  /// A job is given up only after all the attempts that it may have.
  private func checkFailure(_ identity: Digest, attempt: Int, failures: Int, crashes: Int) {
    let own = audit.failed.count { $0.job == identity }
    if failures > own {
      audit.violations.append("\(identity.short) failed \(own) times, not \(failures)")
    }
    if failures < 3, crashes < 3, attempt < 9 {
      audit.violations.append("\(identity.short) was given up after \(attempt) attempts")
    }
  }
}
