internal import Artifacts
internal import Datasets
internal import Dispatch
internal import Documents
internal import Kernels
internal import Messaging
internal import Peers
internal import Synchronization
internal import TaskSpace
internal import Wire

/// A worker that works, from its start to its end.
final class RunningWorker: Sendable {
  private let mailbox = Mailbox()
  private let conversation: Conversation
  private let result: EndBox

  /// Begins to work.
  ///
  /// - Throws: `Failure`: io where the cache cannot be used, unavailable where no kernels fit.
  init(
    _ configuration: WorkerConfiguration, access: AccessFile, log: ActivityLog
  ) throws(Failure) {
    let backends = try Backends.offered(environment: EnvironmentVariables.all)
    let cache = try WorkerCache(
      folder: configuration.cacheFolder, limits: configuration.cacheLimits)
    let outbox = try OutboxFolder(cache: configuration.cacheFolder)
    let name = configuration.name ?? Self.name(cache: cache.place, number: outbox.number)
    let peer = WorkerPeer(
      settings: Self.settings(configuration, name: name, cache: cache.place, backends),
      holdings: cache.temporary.list(), at: Monotonic.now)
    let (mailbox, result) = (mailbox, EndBox())
    self.result = result
    let surroundings = Conversation.Surroundings(
      address: configuration.address, cache: cache, outbox: outbox, mailbox: mailbox, log: log,
      start: { assignment, job in
        let execution = JobExecution(
          assignment: assignment, job: job, cache: cache, limits: configuration.cacheLimits,
          datasets: configuration.datasets, backends: backends,
          checkpointInterval: configuration.checkpointInterval, mailbox: mailbox, log: log)
        return JobThread.start { execution.run() }
      }, end: { result.set($0) })
    do throws(ZeroMQError) {
      conversation = try Conversation(peer, access, surroundings)
    } catch {
      throw Failure(.unavailable, error.description)
    }
    mailbox.onMail { [thread = conversation.thread] in thread.wake() }
    log.note("\(name): \(configuration.slots) slots, \(backends[0].explanation)")
    conversation.start()
  }

  /// Stops: jobs end, results are told or kept.
  func interrupt() { mailbox.post(.event(.interrupted)) }

  /// Waits until the worker has ended.
  func waitForEnd() -> WorkerEnd { result.wait() }

  /// The name of the worker that has the outbox `number` on the cache at `cache`.
  ///
  /// A worker that is started again gets the name of the one that ended, so that the coordinator
  /// knows at once what became of that one's jobs.
  private static func name(cache: String, number: Int) -> String {
    // Machines may share a host name, and then have their caches at the same place.
    let place = Digest(of: "\(Machine.identity) \(cache)").short.prefix(6)
    return "\(Machine.hostName)-\(number)-\(place)"
  }

  private static func settings(
    _ configuration: WorkerConfiguration, name: String, cache: String, _ backends: [any Backend]
  ) -> WorkerSettings {
    var settings = WorkerSettings(
      name: name,
      incarnation: String(UInt64.random(in: .min ... .max), radix: 16), version: Version.text,
      cache: "\(Machine.hostName):\(cache)", slots: configuration.slots,
      numerics: backends.map(\.numericsClass),
      sceneGenerator: DatasetReference.sceneGeneratorVersion,
      hardware: Machine.description(
        cores: Processor.usableCores, device: backends[0].device))
    settings.datasets = configuration.datasets.flatMap { folder in
      folder.digests.map { HeldDataset(name: folder.name, manifest: $0) }
    }
    settings.patience = configuration.patience
    settings.idleLimit = configuration.idleLimit
    return settings
  }
}

/// Holds the end until somebody asks for it.
private final class EndBox: Sendable {
  private let end = Mutex<WorkerEnd?>(nil)
  private let arrival = DispatchSemaphore(value: 0)

  func set(_ value: WorkerEnd) {
    end.withLock { $0 = value }
    arrival.signal()
  }

  func wait() -> WorkerEnd {
    arrival.wait()
    guard let value = end.withLock({ $0 }) else {
      preconditionFailure("the end is set before it is signalled")
    }
    return value
  }
}
