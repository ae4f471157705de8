package import Documents
package import Peers
internal import TaskSpace
internal import Wire

/// The coordinator's state machine: events in, effects out.
///
/// No socket, file, clock, random number or unordered iteration is in here, so that the same
/// events give the same effects, in a test, in a simulation and in service.
package struct Scheduler: Sendable {
  /// The worker's name in leases of jobs that the coordinator does itself.
  static let coordinatorName = "coordinator"

  /// How many processes are remembered whose names others have taken.
  static let mostReplaced = 64
  /// How many silent workers weigh as much as a dead one.
  static let silencesPerCrash = 3
  /// After how many heartbeats without a look at the clock the coordinator was away itself.
  static let absence = 3

  /// Its patience.
  package let settings: SchedulerSettings
  /// How often the coordinator was started on this journal.
  package let epoch: Int
  /// All jobs, in the order in which they came.
  package internal(set) var jobs: [JobRecord] = []
  /// All runs, in the order in which they came.
  package internal(set) var runs: [RunRecord] = []
  /// The connected workers, in the order in which they came.
  package internal(set) var workers: [WorkerRecord] = []
  /// How long jobs take.
  package internal(set) var durations: DurationEstimates
  /// Whether no more work is given out.
  package internal(set) var isStopping = false

  /// Positions of jobs by identity.
  var positions: [Digest: Int] = [:]
  /// Positions of the jobs that made artifacts.
  var makers: [Digest: Int] = [:]
  /// The temporary artifacts in each cache.
  var holdings: [String: Set<Digest>] = [:]
  /// Positions of the ready jobs, in the order in which they shall be given out.
  var ready: [Int] = []
  /// The processes whose names others have taken.
  var replaced: [String] = []
  /// When this coordinator started.
  let started: Instant
  /// When the clock was looked at last.
  var lastTick: Instant
  /// Whether nodes were being expanded when the coordinator before ended.
  var hasOwnInherited = false
  /// Whether jobs of before the start may still wait for their workers.
  var hasInherited = false
  /// The time of the event being handled.
  var now: Instant
  /// What the event being handled has caused so far.
  var effects: [Effect] = []

  /// Makes a scheduler without jobs.
  package init(
    settings: SchedulerSettings = SchedulerSettings(), epoch: Int = 1,
    durations: DurationEstimates = DurationEstimates(), at now: Instant
  ) {
    self.settings = settings
    self.epoch = epoch
    self.durations = durations
    self.started = now
    self.lastTick = now
    self.now = now
  }

  /// Takes in one event.
  ///
  /// - Parameter now: the monotonic time, never earlier than that of the event before.
  /// - Returns: what is to be done; see `Effect` for the order.
  package mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    precondition(now >= self.now, "the clock is monotonic")
    self.now = now
    effects = []
    releaseOwn()
    switch event {
    case .submit(let request): submit(request)
    case .cancel(let run, let reason): cancel(run, reason: reason)
    case .retry(let run): retry(run)
    case .message(let session, let message, let missing):
      handle(message, from: session, missing: missing)
    case .unreachable(let session): lose(session)
    case .dismissed(let session): dismiss(session)
    case .died(let worker): bury(worker)
    case .expanded(let reference, let jobs): expanded(reference, jobs)
    case .unexpanded(let reference, let digests): unexpanded(reference, lacking: digests)
    case .published(let run): published(run)
    case .tick: tick()
    case .stop: stop()
    }
    assign()
    announceEndedRuns()
    return effects
  }

  /// The record of the job with this identity; nil where there is none.
  package func job(_ identity: Digest) -> JobRecord? {
    positions[identity].map { jobs[$0] }
  }

  /// The run with this id; nil where there is none.
  package func run(_ id: String) -> RunRecord? {
    runs.first { $0.id == id }
  }

  /// The jobs of a run, in the order in which they joined it.
  package func jobs(of run: RunRecord) -> [JobRecord] {
    run.jobs.map { jobs[$0] }
  }

  mutating func send(_ session: SessionID, _ message: CoordinatorMessage) {
    effects.append(.send(session, message))
  }

  private mutating func stop() {
    isStopping = true
    for worker in workers { send(worker.session, .leave) }
  }
}
