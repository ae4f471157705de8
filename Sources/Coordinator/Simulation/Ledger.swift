internal import Documents
internal import Scheduling
internal import TaskSpace
internal import Wire

/// What the coordinator has said that it kept, in plain memory: what the journal must hold.
///
/// It checks each change against the rules of a job's life as it takes it in.
struct Ledger {
  /// A job as it was kept.
  struct Entry {
    let job: Job
    var state = JobState.waiting
    var attempt = 0
    var failures = 0
    var crashes = 0
    var silences = 0
    var reason: String?
    var result: JobResult?
    var checkpoint: Digest?
    var grown: [Digest] = []
    /// The worker of the attempt that has not ended.
    var open: (attempt: Int, worker: String)?
    /// The worker of the newest attempt.
    var worker: String?
  }

  private(set) var jobs: [Digest: Entry] = [:]
  private(set) var order: [Digest] = []
  /// The worker that each attempt was for.
  private(set) var attempts: [AttemptReference: String] = [:]
  private(set) var runs:
    [(id: String, submitter: String?, state: RunRecord.State, jobs: [Digest])] = []

  /// Takes in a turn's changes; gives what is wrong with them.
  ///
  /// - Parameter isAsked: whether a person, or a node that grew, asked for jobs again.
  mutating func apply(_ changes: [JournalChange], isAsked: Bool) -> [String] {
    var wrong: [String] = []
    for change in changes { apply(change, isAsked: isAsked, &wrong) }
    return wrong
  }

  private mutating func apply(
    _ change: JournalChange, isAsked: Bool, _ wrong: inout [String]
  ) {
    switch change {
    case .addRun(let id, _, _, let submitter): runs.append((id, submitter, .active, []))
    case .setRun(let id, let state, _):
      for index in runs.indices where runs[index].id == id { runs[index].state = state }
    case .publish: break
    case .addJob(let job):
      if jobs[job.identity] != nil { wrong.append("\(job.recipe.title) was added twice") }
      jobs[job.identity] = Entry(job: job)
      order.append(job.identity)
    case .grow(let parent, let job):
      if jobs[parent]?.grown.contains(job) == false { jobs[parent]?.grown.append(job) }
    case .want(let run, let job):
      for index in runs.indices where runs[index].id == run { runs[index].jobs.append(job) }
    case .setJob(
      let identity, let state, let attempt, let failures, let crashes, let silences, _, _,
      let reason, let result):
      guard let old = jobs[identity] else {
        wrong.append("a change of a job that was never added")
        return
      }
      if !Self.isLegal(old.state, state, isAsked: isAsked) {
        wrong.append("\(old.job.recipe.title): \(old.state) became \(state)")
      }
      if attempt < old.attempt { wrong.append("\(old.job.recipe.title): attempts went back") }
      jobs[identity]?.state = state
      jobs[identity]?.attempt = attempt
      jobs[identity]?.failures = failures
      jobs[identity]?.crashes = crashes
      jobs[identity]?.silences = silences
      jobs[identity]?.reason = reason
      jobs[identity]?.result = result
    case .startAttempt(let reference, let worker, _): start(reference, worker, &wrong)
    case .endAttempt(let reference, _, _, _):
      if jobs[reference.job]?.open?.attempt != reference.attempt {
        wrong.append("\(title(reference.job)): attempt \(reference.attempt) ended, not running")
      }
      jobs[reference.job]?.open = nil
    case .checkpoint(let job, let digest): jobs[job]?.checkpoint = digest
    }
  }

  private mutating func start(
    _ reference: AttemptReference, _ worker: String, _ wrong: inout [String]
  ) {
    guard let entry = jobs[reference.job] else {
      wrong.append("an attempt at a job that was never added")
      return
    }
    let title = entry.job.recipe.title
    if let open = entry.open, !entry.job.recipe.kind.runsOnCoordinator {
      wrong.append("\(title): attempt \(reference.attempt) while \(open.attempt) goes on")
    }
    if entry.attempt != reference.attempt {
      wrong.append("\(title): attempt \(reference.attempt) started as \(entry.attempt)")
    }
    for dependency in entry.job.dependencies
    where jobs[dependency.identity]?.state != .succeeded {
      wrong.append("\(title) started before \(self.title(dependency.identity)) succeeded")
    }
    if attempts.updateValue(worker, forKey: reference) != nil {
      wrong.append("\(title): attempt \(reference.attempt) started twice")
    }
    jobs[reference.job]?.open = (reference.attempt, worker)
    jobs[reference.job]?.worker = worker
  }

  private func title(_ job: Digest) -> String { jobs[job]?.job.recipe.title ?? job.short }

  /// The edges between kept states, where `waiting` stands for ready as well.
  private static func isLegal(_ old: JobState, _ new: JobState, isAsked: Bool) -> Bool {
    switch (old, new) {
    case (.waiting, .waiting), (.waiting, .running), (.waiting, .blocked), (.waiting, .cancelled):
      true
    case (.running, .running), (.running, .waiting), (.running, .succeeded), (.running, .failed),
      (.running, .cancelled):
      true
    // An output was lost.
    case (.succeeded, .waiting): true
    // What blocked it is tried again, which only a person can ask for.
    case (.failed, .waiting), (.blocked, .waiting), (.cancelled, .waiting): isAsked
    default: old == new
    }
  }

  /// Where a snapshot of the journal differs from what was kept.
  func differences(from snapshot: SchedulerSnapshot) -> [String] {
    var found: [String] = []
    if snapshot.jobs.map(\.job.identity) != order { found.append("the journal has other jobs") }
    for kept in snapshot.jobs {
      guard let entry = jobs[kept.job.identity] else { continue }
      let isSame =
        kept.state == entry.state && kept.attempt == entry.attempt
        && kept.failures == entry.failures && kept.crashes == entry.crashes
        && kept.silences == entry.silences && kept.result == entry.result
        && kept.checkpoint == entry.checkpoint && kept.grown == entry.grown
        && kept.worker == entry.worker
      if !isSame {
        found.append(
          "\(entry.job.recipe.title) is kept as \(kept.state), attempt \(kept.attempt), instead "
            + "of \(entry.state), attempt \(entry.attempt)")
      }
    }
    let runs = snapshot.runs.map { ($0.id, $0.submitter, $0.state, $0.jobs) }
    if !runs.elementsEqual(self.runs, by: { $0 == $1 }) {
      found.append("the journal has other runs")
    }
    return found
  }

  /// Where a scheduler differs from what was kept, between two turns.
  ///
  /// - Parameter changes: looks only at what they are about; nil for everything.
  func differences(from scheduler: Scheduler, after changes: [JournalChange]? = nil) -> [String] {
    var found: [String] = []
    if changes == nil, scheduler.jobs.map(\.identity) != order {
      found.append("other jobs than were kept")
    }
    let records = changes.map { Set($0.compactMap(\.job)).sorted().compactMap(scheduler.job) }
    for record in records ?? scheduler.jobs {
      guard let entry = jobs[record.identity] else { continue }
      let state = record.state == .ready ? .waiting : record.state
      let isSame =
        state == entry.state && record.attempt == entry.attempt
        && record.failures == entry.failures && record.crashes == entry.crashes
        && record.silences == entry.silences && record.result == entry.result
        && record.checkpoint == entry.checkpoint
      if !isSame {
        found.append(
          "\(entry.job.recipe.title) is \(record.state), attempt \(record.attempt), but was kept "
            + "as \(entry.state), attempt \(entry.attempt)")
      }
    }
    for run in scheduler.runs
    where !self.runs.contains(where: { $0.id == run.id && $0.state == run.state }) {
      found.append("\(run.id) is \(run.state), but was not kept so")
    }
    return found
  }
}

extension JournalChange {
  /// The job whose row it changes; nil where there is none.
  var job: Digest? {
    if case .setJob(let identity, _, _, _, _, _, _, _, _, _) = self { identity } else { nil }
  }
}

extension Ledger.Entry {
  /// Whether the attempt goes on, by what was kept.
  func isOpen(_ reference: AttemptReference) -> Bool { open?.attempt == reference.attempt }
}
