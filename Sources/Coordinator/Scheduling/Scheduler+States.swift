internal import Documents
internal import TaskSpace
internal import Wire

/// The one place where a job's state changes.
extension Scheduler {
  /// Moves a job to another state, keeps that, and tells its runs and dependents.
  mutating func move(_ position: Int, to state: JobState, reason: String? = nil) {
    let old = jobs[position].state
    precondition(
      Self.isLegal(from: old, to: state), "\(jobs[position].job.recipe.title): \(old) -> \(state)")
    if old == .ready { ready.removeAll { $0 == position } }
    if state == .ready { insertReady(position) }
    jobs[position].state = state
    jobs[position].reason = reason
    if state != .running {
      jobs[position].lease = nil
      jobs[position].progress = nil
    }
    countOpen(position, wasTerminal: old.isTerminal, isTerminal: state.isTerminal)
    keep(position)
    if (old == .succeeded) != (state == .succeeded) || old.isDead != state.isDead {
      refreshDependents(of: position)
    }
  }

  /// The edges of a job's life.
  static func isLegal(from old: JobState, to new: JobState) -> Bool {
    switch (old, new) {
    case (.waiting, .ready), (.ready, .waiting), (.ready, .running): true
    case (.running, .succeeded), (.running, .failed), (.running, .ready), (.running, .waiting):
      true
    case (.waiting, .blocked), (.ready, .blocked): true
    case (.waiting, .cancelled), (.ready, .cancelled), (.running, .cancelled): true
    // A person asked for it again.
    case (.failed, .waiting), (.blocked, .waiting), (.cancelled, .waiting): true
    // A temporary output is lost and must be made again.
    case (.succeeded, .waiting): true
    default: false
    }
  }

  /// A job's row; `waiting` and `ready` follow from the other rows and are not told apart.
  func row(_ position: Int) -> JournalChange {
    let record = jobs[position]
    return .setJob(
      record.identity, state: record.state == .ready ? .waiting : record.state,
      attempt: record.attempt, failures: record.failures, crashes: record.crashes,
      silences: record.silences, maximumAttempts: record.maximumAttempts,
      maximumCrashes: record.maximumCrashes, reason: record.reason, result: record.result)
  }

  mutating func keep(_ position: Int) {
    effects.append(.journal(row(position)))
  }

  private mutating func countOpen(_ position: Int, wasTerminal: Bool, isTerminal: Bool) {
    guard wasTerminal != isTerminal else { return }
    for run in jobs[position].runs {
      runs[run].open += isTerminal ? -1 : 1
      // A run that has ended stays so, even while one of its artifacts is made again for another.
      if runs[run].state == .active { runs[run].isAnnounced = false }
    }
  }

  private mutating func refreshDependents(of position: Int) {
    for dependent in jobs[position].dependents { refresh(dependent) }
  }

  /// Makes a job waiting, ready or blocked, as its dependencies say.
  mutating func refresh(_ position: Int) {
    switch jobs[position].state {
    case .waiting, .ready:
      if let dead = deadDependency(of: position) {
        move(position, to: .blocked, reason: "\(jobs[dead].job.recipe.title) failed")
      } else if isUnlocked(position) != (jobs[position].state == .ready) {
        move(position, to: isUnlocked(position) ? .ready : .waiting)
      }
    case .blocked where deadDependency(of: position) == nil:
      move(position, to: .waiting)
      refresh(position)
    default: break
    }
  }

  /// A job that this one depends on, and that failed for good or is blocked itself.
  func deadDependency(of position: Int) -> Int? {
    for dependency in jobs[position].job.dependencies {
      if let maker = positions[dependency.identity], jobs[maker].state.isDead { return maker }
    }
    return nil
  }

  /// Whether all that a job depends on has succeeded.
  func isUnlocked(_ position: Int) -> Bool {
    jobs[position].job.dependencies.allSatisfy { dependency in
      positions[dependency.identity].map { jobs[$0].state == .succeeded } ?? false
    }
  }

  // MARK: The order of ready jobs

  private mutating func insertReady(_ position: Int) {
    let key = (-jobs[position].priority, position)
    var low = 0
    var high = ready.count
    while low < high {
      let middle = (low + high) / 2
      let other = ready[middle]
      if (-jobs[other].priority, other) < key { low = middle + 1 } else { high = middle }
    }
    ready.insert(position, at: low)
  }

  /// Recomputes the longest remaining paths, after the graph or the durations changed much.
  ///
  /// Jobs come after those that they depend on, so one pass from the end suffices. A job that
  /// reads a temporary artifact goes as early as the one that made it: what lies in caches only
  /// should not lie there long.
  mutating func computePriorities() {
    for position in jobs.indices.reversed() {
      let rest = jobs[position].dependents.map { jobs[$0].priority }.max() ?? 0
      jobs[position].priority = rest + durations.seconds(jobs[position].job.recipe.kind)
    }
    for position in jobs.indices where jobs[position].job.recipe.kind == .evaluate {
      for dependency in jobs[position].job.dependencies where dependency.role == "readout" {
        guard let maker = positions[dependency.identity] else { continue }
        jobs[position].priority = max(jobs[position].priority, jobs[maker].priority)
      }
    }
    ready.sort { (-jobs[$0].priority, $0) < (-jobs[$1].priority, $1) }
  }
}
