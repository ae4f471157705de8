import Documents
import Peers
import Scheduling
import TaskSpace
import Wire

/// A scheduler with a journal in memory and the effects of its last event, for tests.
struct Cluster {
  var scheduler: Scheduler
  var now = Instant(milliseconds: 0)
  var sent: [(session: SessionID, message: CoordinatorMessage)] = []
  var expansions: [(reference: AttemptReference, job: Job)] = []
  var ended: [(run: String, state: RunRecord.State)] = []
  var discarded: [Digest] = []
  var journal = MemoryJournal()

  init(epoch: Int = 1) {
    scheduler = Scheduler(epoch: epoch, at: now)
  }

  mutating func handle(_ event: Event, after milliseconds: Int = 1) {
    now = now + milliseconds
    sent = []
    expansions = []
    ended = []
    discarded = []
    for effect in scheduler.handle(event, at: now) {
      switch effect {
      case .journal(let change): journal.apply(change)
      case .send(let session, let message): sent.append((session, message))
      case .expand(let reference, let job, _): expansions.append((reference, job))
      case .discard(let digest): discarded.append(digest)
      case .runEnded(let run, let state): ended.append((run, state))
      }
    }
    scheduler.checkInvariants()
  }

  /// Stops the coordinator and starts another on the same journal.
  mutating func restart() {
    scheduler = Scheduler(
      restoring: journal.snapshot, epoch: scheduler.epoch + 1, at: now)
    scheduler.checkInvariants()
  }

  mutating func submit(_ jobs: [Job], run: String = "run", attempts: Int = 3, crashes: Int = 3) {
    handle(
      .submit(
        RunRequest(
          id: run, name: run, spec: .object([]), jobs: jobs, maximumAttempts: attempts,
          maximumCrashes: crashes)))
  }

  mutating func hello(
    _ name: String, incarnation: String = "a", session: UInt8? = nil, slots: Int = 1,
    numerics: [String] = ["cpu"], running: [AttemptReference] = [],
    finished: [AttemptReference] = [], holdings: [Digest] = [],
    datasets: [HeldDataset] = []
  ) {
    let hello = WorkerHello(
      name: name, incarnation: incarnation, version: "t", cache: "cache-\(name)", slots: slots,
      numerics: numerics, sceneGenerator: DatasetReference.sceneGeneratorVersion,
      datasets: datasets, hardware: "test", running: running, finished: finished, holdings: holdings
    )
    handle(.message(Self.session(name, session), .hello(hello), missing: []))
  }

  /// A second passes, at the end of which a worker without jobs gives a sign of life.
  mutating func beat(_ name: String) {
    handle(.message(Self.session(name), .heartbeat([]), missing: []), after: 1000)
    handle(.tick, after: 0)
  }

  static func session(_ name: String, _ number: UInt8? = nil) -> SessionID {
    SessionID(Array(name.utf8) + (number.map { [$0] } ?? []))
  }

  mutating func result(_ reference: AttemptReference, _ outcome: Outcome, from name: String) {
    handle(.message(Self.session(name), .result(reference, outcome), missing: []))
  }

  /// The assignments in the effects of the last event.
  var assignments: [Assignment] {
    sent.flatMap { sent -> [Assignment] in
      if case .assign(let list) = sent.message { return list }
      return []
    }
  }

  var acknowledged: [AttemptReference] {
    sent.flatMap { sent -> [AttemptReference] in
      if case .acknowledge(let list) = sent.message { return list }
      return []
    }
  }

  func state(_ job: Job) -> JobState? { scheduler.job(job.identity)?.state }
}

/// A journal that forgets nothing while the test lasts.
struct MemoryJournal {
  private var runs: [SchedulerSnapshot.KeptRun] = []
  private var jobs: [SchedulerSnapshot.KeptJob] = []
  private var positions: [Digest: Int] = [:]
  private(set) var attempts: [AttemptReference: String] = [:]

  var snapshot: SchedulerSnapshot { SchedulerSnapshot(jobs: jobs, runs: runs) }

  mutating func apply(_ change: JournalChange) {
    switch change {
    case .addRun(let id, let name, let spec, let submitter):
      runs.append(
        .init(
          id: id, name: name, spec: spec, submitter: submitter, state: .active, reason: nil,
          jobs: []))
    case .setRun(let id, let state, let reason):
      guard let index = runs.firstIndex(where: { $0.id == id }) else { return }
      let run = runs[index]
      runs[index] = .init(
        id: id, name: run.name, spec: run.spec, submitter: run.submitter, state: state,
        reason: reason, jobs: run.jobs)
    case .addJob(let job):
      positions[job.identity] = jobs.count
      jobs.append(
        .init(
          job: job, state: .waiting, attempt: 0, failures: 0, crashes: 0, silences: 0,
          maximumAttempts: 1, maximumCrashes: 1, reason: nil, result: nil, checkpoint: nil,
          grown: [],
          worker: nil))
    case .want(let id, let job):
      guard let index = runs.firstIndex(where: { $0.id == id }) else { return }
      let run = runs[index]
      runs[index] = .init(
        id: id, name: run.name, spec: run.spec, submitter: run.submitter, state: run.state,
        reason: run.reason, jobs: run.jobs + [job])
    case .setJob(
      let identity, let state, let attempt, let failures, let crashes, let silences,
      let maximumAttempts, let maximumCrashes, let reason, let result):
      guard let index = positions[identity] else { return }
      let old = jobs[index]
      jobs[index] = .init(
        job: old.job, state: state, attempt: attempt, failures: failures, crashes: crashes,
        silences: silences, maximumAttempts: maximumAttempts, maximumCrashes: maximumCrashes,
        reason: reason,
        result: result, checkpoint: old.checkpoint, grown: old.grown, worker: old.worker)
    case .startAttempt(let reference, let worker, _):
      precondition(attempts[reference] == nil, "no attempt starts twice")
      attempts[reference] = "running"
      guard let index = positions[reference.job] else { return }
      let old = jobs[index]
      jobs[index] = .init(
        job: old.job, state: old.state, attempt: old.attempt, failures: old.failures,
        crashes: old.crashes, silences: old.silences, maximumAttempts: old.maximumAttempts,
        maximumCrashes: old.maximumCrashes, reason: old.reason, result: old.result,
        checkpoint: old.checkpoint, grown: old.grown, worker: worker)
    case .endAttempt(let reference, let outcome, _, _):
      precondition(attempts[reference] == "running", "only a running attempt ends")
      attempts[reference] = outcome
    case .grow(let parent, let child):
      guard let index = positions[parent] else { return }
      let old = jobs[index]
      jobs[index] = .init(
        job: old.job, state: old.state, attempt: old.attempt, failures: old.failures,
        crashes: old.crashes, silences: old.silences, maximumAttempts: old.maximumAttempts,
        maximumCrashes: old.maximumCrashes, reason: old.reason, result: old.result,
        checkpoint: old.checkpoint, grown: old.grown + [child], worker: old.worker)
    case .publish(let id):
      guard let index = runs.firstIndex(where: { $0.id == id }) else { return }
      let run = runs[index]
      runs[index] = .init(
        id: id, name: run.name, spec: run.spec, submitter: run.submitter, state: run.state,
        reason: run.reason, jobs: run.jobs, isPublished: true)
    case .checkpoint: break
    }
  }
}

/// Probes as test jobs: number, and what they depend on.
func probe(_ number: Int, after dependencies: (String, Job)...) -> Job {
  Job(
    .probe(number: number, milliseconds: 0),
    after: dependencies.map { .init($0.0, on: $0.1.identity) }, numerics: .cpu)
}

/// A node that grows once the losses of `first` are there.
func node(after first: Job) -> Job {
  let recipe = ExpandRecipe(
    candidates: TransferRecipe(
      sources: ["normal"], target: "curvature",
      network: NetworkChoice(encoder: .small, width: 8, representation: 8), hidden: 1,
      settings: TrainingSettings(steps: 1, batch: 1, learningRate: 1, weightDecay: 0),
      seed: 1,
      data: DatasetReference(kind: .scenes, seed: 1, size: 64, supersampling: 1, counts: [:])),
    maximumOrder: 2, rule: .beam(2))
  return Job(
    .expand(recipe), after: [.init("losses.normal", on: first.identity)], numerics: .cpu)
}

/// A result with one output of these bytes.
func success(_ name: String, isTemporary: Bool = false) -> Outcome {
  .success(
    JobResult(
      outputs: [
        .init(name: name, digest: Digest(of: name), size: 10, isTemporary: isTemporary)
      ],
      metrics: []),
    seconds: 1)
}
