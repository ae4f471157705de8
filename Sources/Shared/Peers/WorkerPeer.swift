package import Documents
package import Wire

/// The worker's half of its conversation with the coordinator, as a value.
///
/// It knows what runs, what waits, which results were not acknowledged, and what is due when. It
/// touches nothing: `handle` takes what happened and returns what is to be done.
///
/// - An attempt is started at most once, and never after a newer one of the same job.
/// - A result is repeated until it is acknowledged, and told only when its durable artifacts have
///   reached the coordinator.
/// - While the coordinator is away the jobs go on; it adopts them when it is back. Only after
///   `patience` are they given up. Results are kept however long it takes.
/// - Every list is bounded.
package struct WorkerPeer: Sendable {
  enum Link: Hashable, Sendable {
    case down
    /// Connected, but not welcomed since.
    case greeting
    case welcomed
  }

  let settings: WorkerSettings
  var link = Link.down
  /// The coordinator's epoch; nil until the first welcome.
  package internal(set) var epoch: Int?
  var heartbeatInterval = 2_000
  var lease = 30_000

  var lastHeard: Instant
  var lastHello: Instant?
  var helloDue: Instant
  var heartbeatDue: Instant
  var connectedSince: Instant
  var busyUntil: Instant

  var running: [RunningAttempt] = []
  var queue: [Assignment] = []
  var outbox: [OutboxEntry] = []
  /// Uploads that were asked for and have not ended.
  var uploading: Set<Digest> = []
  var memory: AttemptMemory
  var holdings: Holdings

  var isLeaving = false
  var interruptedSince: Instant?
  var hasStopped = false

  /// A worker that was just started.
  ///
  /// - Parameters:
  ///   - holdings: the temporary artifacts in its cache, oldest first.
  ///   - now: the present.
  package init(settings: WorkerSettings, holdings: [Digest] = [], at now: Instant) {
    self.settings = settings
    self.holdings = Holdings(holdings)
    memory = AttemptMemory(limit: settings.memory)
    lastHeard = now
    helloDue = now
    heartbeatDue = now
    connectedSince = now
    busyUntil = now
  }

  /// Takes in what happened at `now` and says what to do about it.
  package mutating func handle(_ event: WorkerEvent, at now: Instant) -> [WorkerEffect] {
    if hasStopped { return [] }
    var effects: [WorkerEffect] = []
    switch event {
    case .connected: connect(at: now)
    case .disconnected: link = .down
    case .message(let message): receive(message, at: now, &effects)
    case .restored(let reference, let outcome): restore(reference, outcome, at: now)
    case .progress(let reference, let fraction, let note):
      report(reference, fraction: fraction, note: note)
    case .checkpoint(let reference, let digest): report(reference, checkpoint: digest)
    case .finished(let reference, let outcome): finish(reference, outcome, at: now, &effects)
    case .uploaded(let digest): uploaded(digest, at: now)
    case .lost(let digest): lost(digest, at: now, &effects)
    case .dropped(let digests): holdings.remove(digests)
    case .interrupted: interrupt(at: now, &effects)
    case .tick: break
    }
    advance(to: now, &effects)
    return effects
  }

  /// How many jobs occupy a slot.
  package var runningCount: Int { running.count }
  /// How many assignments wait for a slot.
  package var queuedCount: Int { queue.count }
  /// How many results wait to be acknowledged.
  package var outboxCount: Int { outbox.count }
  /// Whether the coordinator has welcomed the worker on this connection.
  package var isWelcomed: Bool { link == .welcomed }

  /// The attempts that the coordinator may count on.
  package var claimed: [AttemptReference] {
    running.filter { $0.purpose == .wanted }.map(\.reference) + queue.map(\.reference)
  }
}
