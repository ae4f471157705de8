package import Documents
package import Peers
package import TaskSpace

/// What the journal kept of a scheduler.
package struct SchedulerSnapshot: Sendable {
  /// A job as it was kept.
  package struct KeptJob: Sendable {
    /// The job.
    package let job: Job
    /// Its state; `waiting` stands for ready as well.
    package let state: JobState
    /// The newest attempt's number.
    package let attempt: Int
    /// How many attempts failed.
    package let failures: Int
    /// How many workers died of it.
    package let crashes: Int
    /// How many workers fell silent for ever while they did it.
    package let silences: Int
    /// How often it may fail.
    package let maximumAttempts: Int
    /// How often workers may die of it.
    package let maximumCrashes: Int
    /// Why it is where it is.
    package let reason: String?
    /// Its newest result.
    package let result: JobResult?
    /// Its newest checkpoint.
    package let checkpoint: Digest?
    /// The jobs that it added to the graph.
    package let grown: [Digest]
    /// The worker of the running attempt.
    package let worker: String?

    /// Makes a kept job.
    package init(
      job: Job, state: JobState, attempt: Int, failures: Int, crashes: Int, silences: Int,
      maximumAttempts: Int, maximumCrashes: Int, reason: String?, result: JobResult?,
      checkpoint: Digest?, grown: [Digest], worker: String?
    ) {
      self.job = job
      self.state = state
      self.attempt = attempt
      self.failures = failures
      self.crashes = crashes
      self.silences = silences
      self.maximumAttempts = maximumAttempts
      self.maximumCrashes = maximumCrashes
      self.reason = reason
      self.result = result
      self.checkpoint = checkpoint
      self.grown = grown
      self.worker = worker
    }
  }

  /// A run as it was kept.
  package struct KeptRun: Sendable {
    /// Its id.
    package let id: String
    /// What people call it.
    package let name: String
    /// What was asked for.
    package let spec: JSON
    /// The name of who asked for it first; nil where that was not kept.
    package let submitter: String?
    /// Where it stands.
    package let state: RunRecord.State
    /// Why it was cancelled.
    package let reason: String?
    /// Its jobs, in the order in which they joined.
    package let jobs: [Digest]
    /// Whether what people take away from it is written, as of its newest end.
    package let isPublished: Bool

    /// Makes a kept run.
    package init(
      id: String, name: String, spec: JSON, submitter: String?, state: RunRecord.State,
      reason: String?, jobs: [Digest], isPublished: Bool = false
    ) {
      self.id = id
      self.name = name
      self.spec = spec
      self.submitter = submitter
      self.state = state
      self.reason = reason
      self.jobs = jobs
      self.isPublished = isPublished
    }
  }

  /// All jobs, each after those that it depends on.
  package let jobs: [KeptJob]
  /// All runs, in the order in which they came.
  package let runs: [KeptRun]

  /// Makes a snapshot.
  package init(jobs: [KeptJob], runs: [KeptRun]) {
    self.jobs = jobs
    self.runs = runs
  }
}

extension Scheduler {
  /// Makes a scheduler that goes on where the journal stops.
  ///
  /// Running attempts stay with their workers, who have until the end of the grace period to
  /// come back with them.
  package init(
    restoring snapshot: SchedulerSnapshot, settings: SchedulerSettings = SchedulerSettings(),
    epoch: Int, durations: DurationEstimates = DurationEstimates(), at now: Instant
  ) {
    self.init(settings: settings, epoch: epoch, durations: durations, at: now)
    for kept in snapshot.jobs { restore(kept) }
    for kept in snapshot.runs { restore(kept) }
    computePriorities()
    for position in jobs.indices
    where jobs[position].state == .waiting && isUnlocked(position) {
      jobs[position].state = .ready
      ready.append(position)
    }
    computePriorities()
  }

  private mutating func restore(_ kept: SchedulerSnapshot.KeptJob) {
    let position = jobs.count
    var record = JobRecord(
      kept.job, maximumAttempts: kept.maximumAttempts, maximumCrashes: kept.maximumCrashes)
    record.state = kept.state
    record.attempt = kept.attempt
    record.failures = kept.failures
    record.crashes = kept.crashes
    record.silences = kept.silences
    record.reason = kept.reason
    record.result = kept.result
    record.checkpoint = kept.checkpoint
    record.grown = kept.grown
    if kept.state == .running {
      let worker = kept.worker ?? Self.coordinatorName
      if worker == Self.coordinatorName { hasOwnInherited = true } else { hasInherited = true }
      record.lease = .init(worker: worker, since: now, isInherited: true)
    }
    jobs.append(record)
    positions[kept.job.identity] = position
    for dependency in kept.job.dependencies {
      guard let maker = positions[dependency.identity] else { continue }
      if !jobs[maker].dependents.contains(position) { jobs[maker].dependents.append(position) }
    }
    for output in kept.result?.outputs ?? [] { makers[output.digest] = position }
  }

  private mutating func restore(_ kept: SchedulerSnapshot.KeptRun) {
    var run = RunRecord(
      id: kept.id, name: kept.name, spec: kept.spec, submitter: kept.submitter)
    run.state = kept.state
    run.reason = kept.reason
    // A run that ended just before the coordinator did is announced again, and so written.
    run.isAnnounced = kept.state == .cancelled || kept.state != .active && kept.isPublished
    for identity in kept.jobs {
      guard let position = positions[identity] else { continue }
      run.jobs.append(position)
      jobs[position].runs.append(runs.count)
      if !jobs[position].state.isTerminal { run.open += 1 }
    }
    runs.append(run)
  }
}
