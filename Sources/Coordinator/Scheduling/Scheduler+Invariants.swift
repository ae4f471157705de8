internal import Documents
internal import TaskSpace
internal import Wire

/// What must be true between any two events.
extension Scheduler {
  /// Stops the program where the scheduler contradicts itself.
  package func checkInvariants() {
    let found = contradictions
    precondition(found.isEmpty, found.joined(separator: "; "))
  }

  /// What is not as it must be, a sentence each; empty in a scheduler that is right.
  package var contradictions: [String] {
    var found: [String] = []
    for position in jobs.indices { checkJob(position, &found) }
    for run in runs.indices { checkRun(run, &found) }
    checkLeases(&found)
    checkReadyList(&found)
    return found
  }

  /// Ready jobs that a worker could be doing, but that nobody was given, a sentence each.
  package var neglected: [String] {
    guard !isStopping else { return [] }
    return ready.compactMap { position in
      if jobs[position].job.recipe.kind.runsOnCoordinator {
        return "\(jobs[position].job.recipe.title) waits for the coordinator itself"
      }
      let free = workers.indices.first { obstacle(position, $0) == nil }
      return free.map { "\(workers[$0].name) idles, but could \(jobs[position].job.recipe.title)" }
    }
  }

  private func checkJob(_ position: Int, _ found: inout [String]) {
    // Looked at in its place: a copy of every record at every step would cost more than the look.
    func expect(_ holds: Bool, _ rule: String) {
      if !holds { found.append("\(jobs[position].job.recipe.title): \(rule)") }
    }
    let state = jobs[position].state
    expect((state == .running) == (jobs[position].lease != nil), "running means leased")
    expect(state != .succeeded || jobs[position].result != nil, "success means a result")
    expect(
      jobs[position].failures <= jobs[position].maximumAttempts
        && jobs[position].crashes <= jobs[position].maximumCrashes,
      "no more failures than allowed")
    switch state {
    case .ready: expect(isUnlocked(position), "ready means unlocked")
    case .waiting:
      expect(!isUnlocked(position), "unlocked means ready")
      expect(deadDependency(of: position) == nil, "waiting means that it can still run")
    case .blocked: expect(deadDependency(of: position) != nil, "blocked means by a dead job")
    default: break
    }
  }

  private func checkRun(_ run: Int, _ found: inout [String]) {
    let open = runs[run].jobs.count { !jobs[$0].state.isTerminal }
    if runs[run].open != open { found.append("\(runs[run].id): open jobs are counted") }
    // Once: an artifact of a run that has ended may have been lost since, and another run that had it
    // made again may have been cancelled meanwhile, or the making may have failed.
    if runs[run].state == .complete, runs[run].open == 0,
      !runs[run].jobs.allSatisfy({ jobs[$0].result != nil })
    {
      found.append("\(runs[run].id): complete means that all succeeded once")
    }
  }

  private func checkLeases(_ found: inout [String]) {
    var leased: Set<Int> = []
    for worker in workers {
      // What a worker brought along may be more than it would be given.
      let brought = worker.hello.running.count + worker.hello.finished.count
      if worker.running.count > max(worker.hello.slots, brought) {
        found.append("\(worker.name): slots suffice")
      }
      for position in worker.running {
        if jobs[position].lease?.worker != worker.name {
          found.append("\(worker.name): leases are mutual")
        }
        if !leased.insert(position).inserted {
          found.append("\(jobs[position].job.recipe.title): no job has two leases")
        }
      }
    }
    for position in jobs.indices {
      guard let lease = jobs[position].lease, lease.worker != Self.coordinatorName,
        !lease.isInherited, !leased.contains(position)
      else { continue }
      found.append("\(jobs[position].job.recipe.title): a lease means a worker that is here")
    }
  }

  private func checkReadyList(_ found: inout [String]) {
    let expected = jobs.indices.filter { jobs[$0].state == .ready }
    if ready.sorted() != expected { found.append("the list of ready jobs is complete") }
  }
}
