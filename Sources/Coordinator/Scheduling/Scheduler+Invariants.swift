internal import Documents
internal import TaskSpace
internal import Wire

/// What must be true between any two events.
extension Scheduler {
  /// Stops the program where the scheduler contradicts itself.
  package func checkInvariants() {
    for position in jobs.indices { checkJob(position) }
    for run in runs.indices { checkRun(run) }
    checkLeases()
    checkReadyList()
  }

  private func checkJob(_ position: Int) {
    let record = jobs[position]
    let title = record.job.recipe.title
    precondition(
      (record.state == .running) == (record.lease != nil), "\(title): running means leased")
    precondition(
      record.state != .succeeded || record.result != nil, "\(title): success means a result")
    precondition(
      record.failures <= record.maximumAttempts && record.crashes <= record.maximumCrashes,
      "\(title): no more failures than allowed")
    switch record.state {
    case .ready: precondition(isUnlocked(position), "\(title): ready means unlocked")
    case .waiting:
      precondition(!isUnlocked(position), "\(title): unlocked means ready")
      precondition(deadDependency(of: position) == nil, "\(title): can still run")
    case .blocked: precondition(deadDependency(of: position) != nil, "\(title): has a cause")
    default: break
    }
  }

  private func checkRun(_ run: Int) {
    let open = runs[run].jobs.count { !jobs[$0].state.isTerminal }
    precondition(runs[run].open == open, "\(runs[run].id): open jobs are counted")
    if runs[run].state == .complete, runs[run].open == 0 {
      precondition(
        runs[run].jobs.allSatisfy { jobs[$0].state == .succeeded },
        "\(runs[run].id): complete means that all succeeded")
    }
  }

  private func checkLeases() {
    var leased: [Int] = []
    for worker in workers {
      precondition(worker.running.count <= worker.hello.slots, "\(worker.name): slots suffice")
      for position in worker.running {
        precondition(
          jobs[position].lease?.worker == worker.name, "\(worker.name): leases are mutual")
      }
      leased += worker.running
    }
    precondition(Set(leased).count == leased.count, "no job has two leases")
  }

  private func checkReadyList() {
    let expected = jobs.indices.filter { jobs[$0].state == .ready }
    precondition(ready.sorted() == expected, "the list of ready jobs is complete")
  }
}
