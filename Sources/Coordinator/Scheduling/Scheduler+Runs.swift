internal import Documents
internal import TaskSpace
internal import Wire

/// What people ask for: runs.
extension Scheduler {
  mutating func submit(_ request: RunRequest) {
    let run: Int
    if let known = runs.firstIndex(where: { $0.id == request.id }) {
      run = known
      if runs[run].state != .active { setRun(run, .active) }
    } else {
      run = runs.count
      runs.append(
        RunRecord(
          id: request.id, name: request.name, spec: request.spec, submitter: request.submitter))
      effects.append(
        .journal(
          .addRun(
            id: request.id, name: request.name, spec: request.spec, submitter: request.submitter)))
    }
    for job in request.jobs {
      admit(
        job, to: [run], maximumAttempts: request.maximumAttempts,
        maximumCrashes: request.maximumCrashes)
    }
    computePriorities()
    revive(runs[run].jobs)
  }

  /// Adds a job to runs; makes it where it is new.
  mutating func admit(
    _ job: Job, to wanting: [Int], maximumAttempts: Int, maximumCrashes: Int
  ) {
    let position: Int
    if let known = positions[job.identity] {
      position = known
      raiseLimits(position, maximumAttempts, maximumCrashes)
    } else {
      position = jobs.count
      var record = JobRecord(
        job, maximumAttempts: maximumAttempts, maximumCrashes: maximumCrashes)
      record.priority = durations.seconds(job.recipe.kind)
      jobs.append(record)
      positions[job.identity] = position
      for dependency in job.dependencies {
        guard let maker = positions[dependency.identity] else {
          preconditionFailure("\(job.recipe.title) comes before what it depends on")
        }
        if !jobs[maker].dependents.contains(position) { jobs[maker].dependents.append(position) }
      }
      effects.append(.journal(.addJob(job)))
      keep(position)
    }
    for run in wanting { join(position, run) }
    refresh(position)
    // A node that grew in an earlier run brings its jobs along.
    for child in jobs[position].grown {
      guard let childPosition = positions[child] else { continue }
      for run in wanting { join(childPosition, run) }
    }
  }

  /// A run that allows more attempts allows them for jobs that others wanted before.
  private mutating func raiseLimits(
    _ position: Int, _ maximumAttempts: Int, _ maximumCrashes: Int
  ) {
    guard
      jobs[position].maximumAttempts < maximumAttempts
        || jobs[position].maximumCrashes < maximumCrashes
    else { return }
    jobs[position].maximumAttempts = max(jobs[position].maximumAttempts, maximumAttempts)
    jobs[position].maximumCrashes = max(jobs[position].maximumCrashes, maximumCrashes)
    keep(position)
  }

  private mutating func join(_ position: Int, _ run: Int) {
    guard !jobs[position].runs.contains(run) else { return }
    jobs[position].runs.append(run)
    runs[run].jobs.append(position)
    if !jobs[position].state.isTerminal { runs[run].open += 1 }
    effects.append(.journal(.want(run: runs[run].id, job: jobs[position].identity)))
  }

  /// Gives every one of these jobs that failed, is blocked or was cancelled another chance.
  mutating func revive(_ positions: [Int]) {
    for position in positions {
      switch jobs[position].state {
      case .failed, .blocked, .cancelled:
        jobs[position].failures = 0
        jobs[position].crashes = 0
        jobs[position].silences = 0
        move(position, to: .waiting)
      default: break
      }
    }
    for position in positions { refresh(position) }
  }

  mutating func retry(_ id: String) {
    guard let run = runs.firstIndex(where: { $0.id == id }) else { return }
    if runs[run].state != .active { setRun(run, .active) }
    revive(runs[run].jobs)
  }

  mutating func cancel(_ id: String, reason: String) {
    guard let run = runs.firstIndex(where: { $0.id == id }), runs[run].state == .active else {
      return
    }
    setRun(run, .cancelled, reason: reason)
    for position in runs[run].jobs where !jobs[position].state.isTerminal {
      let isWanted = jobs[position].runs.contains { runs[$0].state == .active }
      if !isWanted { cancelJob(position, reason: reason) }
    }
  }

  private mutating func cancelJob(_ position: Int, reason: String) {
    if jobs[position].state == .running {
      endAttempt(position, outcome: "cancelled", reason: reason)
      if let worker = releaseLease(position) {
        send(workers[worker].session, .cancel([reference(position)]))
      }
    }
    move(position, to: .cancelled, reason: reason)
  }

  private mutating func setRun(_ run: Int, _ state: RunRecord.State, reason: String? = nil) {
    runs[run].state = state
    runs[run].reason = reason
    runs[run].isAnnounced = false
    effects.append(.journal(.setRun(id: runs[run].id, state: state, reason: reason)))
  }

  /// Keeps that the newest end of a run is written; until then a restart has it written again.
  mutating func published(_ id: String) {
    guard let run = runs.firstIndex(where: { $0.id == id }), runs[run].writings > 0 else { return }
    runs[run].writings -= 1
    if runs[run].writings == 0, runs[run].state != .active, runs[run].state != .cancelled {
      effects.append(.journal(.publish(run: id)))
    }
  }

  /// Ends the runs of which nothing is left to do.
  mutating func announceEndedRuns() {
    for run in runs.indices where !runs[run].isAnnounced {
      if runs[run].state == .active, runs[run].open == 0 {
        let isComplete = runs[run].jobs.allSatisfy { jobs[$0].state == .succeeded }
        setRun(run, isComplete ? .complete : .incomplete)
      }
      guard runs[run].state != .active else { continue }
      runs[run].isAnnounced = true
      if runs[run].state != .cancelled { runs[run].writings += 1 }
      effects.append(.runEnded(runs[run].id, runs[run].state))
    }
  }
}
