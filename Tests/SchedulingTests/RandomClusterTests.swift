import Documents
import Peers
import Scheduling
import TaskSpace
import TestSupport
import Testing
import Wire

/// Clusters whose workers and coordinator fail at random, from a seed.
///
/// A chaos phase first, then a healing phase in which everything must come to its end, with the
/// results of a run without faults.
@Suite struct RandomClusterTests {
  @Test(arguments: 0..<300)
  func everyRunEndsWithTheSameResultsWhateverHappens(seed: Int) {
    var world = RandomWorld(seed: UInt64(seed))
    for _ in 0..<400 { world.step(isHealing: false) }
    var steps = 0
    while world.cluster.scheduler.run("run")?.state != .complete, steps < 4000 {
      world.step(isHealing: true)
      steps += 1
    }
    #expect(
      world.cluster.scheduler.run("run")?.state == .complete, "seed \(seed): \(world.summary)")
    for record in world.cluster.scheduler.jobs {
      #expect(
        record.result?.outputs.first?.digest == RandomWorld.digest(of: record.job), "seed \(seed)")
    }
  }

  @Test func theSameSeedGivesTheSameHistory() {
    var one = RandomWorld(seed: 7)
    var other = RandomWorld(seed: 7)
    for _ in 0..<300 {
      one.step(isHealing: false)
      other.step(isHealing: false)
    }
    #expect(one.cluster.journal.attempts == other.cluster.journal.attempts)
  }
}

/// A worker as the cluster sees it.
private struct ModelWorker {
  let name: String
  var incarnation = 0
  var session: UInt8 = 0
  var isUp = true
  var isConnected = false
  var running: [AttemptReference] = []
  var outbox: [AttemptReference] = []
  var held: Set<Digest> = []
}

/// A cluster with three workers, driven by random numbers from a seed.
private struct RandomWorld {
  var cluster = Cluster()
  private var workers = (0..<3).map { ModelWorker(name: "w\($0)") }
  private var random: SeededGenerator
  private let jobs: [Digest: Job]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed &* 0x1234_5678_9abc_def1)
    var list: [Job] = []
    for number in 0..<24 {
      var dependencies: [(String, Job)] = []
      for other in list where Int.random(in: 0..<6, using: &random) == 0 {
        // As in a map: a job reads at most one artifact that lies in caches only.
        let role = Self.isTemporary(other) ? "readout" : "network"
        if role == "network" || !dependencies.contains(where: { $0.0 == role }) {
          dependencies.append((role, other))
        }
      }
      list.append(
        Job(
          .probe(number: number, milliseconds: 0),
          after: dependencies.map { .init($0.0, on: $0.1.identity) }, numerics: .cpu))
    }
    jobs = Dictionary(uniqueKeysWithValues: list.map { ($0.identity, $0) })
    // Enough crashes are allowed for innocent jobs never to be given up.
    cluster.submit(list, attempts: 1000, crashes: 1000)
  }

  /// What is left to be done, and who is there to do it.
  var summary: String {
    let open = cluster.scheduler.jobs.enumerated().filter { $0.element.state != .succeeded }
    let jobs = open.map { position, record in
      let obstacles = cluster.scheduler.workers.indices.map {
        cluster.scheduler.obstacle(position, $0).map { "\($0)" } ?? "free"
      }
      return "\(record.job.recipe.title) \(record.state) \(record.reason ?? "") \(obstacles)"
    }
    let workers = cluster.scheduler.workers.map { "\($0.name) \($0.busySlots)" }
    return (jobs + workers).joined(separator: "; ")
  }

  static func digest(of job: Job) -> Digest { Digest(of: job.identity.description) }

  /// Readouts lie in caches only; whether a job makes one is the job's own.
  private static func isTemporary(_ job: Job) -> Bool { job.identity.bytes[0] % 2 == 0 }

  mutating func step(isHealing: Bool) {
    let worker = Int.random(in: 0..<workers.count, using: &random)
    switch Int.random(in: 0..<(isHealing ? 6 : 12), using: &random) {
    case 0, 1: speak(worker)
    case 2, 3: finish(worker)
    case 4: report(worker)
    case 5: pass(Int.random(in: 1...1500, using: &random))
    case 6: die(worker)
    case 7: disconnect(worker)
    case 8: cluster.restart()
    case 9: pass(12_000)
    case 10: forget(worker)
    default: fail(worker)
    }
    if isHealing { rejoin() }
  }

  private func session(_ worker: Int) -> SessionID {
    Cluster.session(workers[worker].name, workers[worker].session)
  }

  private mutating func send(_ message: WorkerMessage, from worker: Int) {
    cluster.handle(.message(session(worker), message, missing: []))
    receive()
  }

  /// Delivers what the scheduler said to workers that are there to hear it.
  private mutating func receive() {
    for (target, message) in cluster.sent {
      guard let worker = workers.indices.first(where: { session($0) == target }),
        workers[worker].isUp
      else { continue }
      switch message {
      case .welcome(_, _, _, let abandon):
        workers[worker].isConnected = true
        workers[worker].running.removeAll { abandon.contains($0) }
      case .assign(let list):
        let known = Set(workers[worker].running + workers[worker].outbox)
        for assignment in list {
          #expect(!known.contains(assignment.reference), "no attempt is given twice")
          workers[worker].running.append(assignment.reference)
        }
      case .acknowledge(let list):
        workers[worker].outbox.removeAll { list.contains($0) }
      case .cancel(let list):
        workers[worker].running.removeAll { list.contains($0) }
      case .introduce: workers[worker].isConnected = false
      case .need, .leave, .refuse: break
      }
    }
  }

  /// A worker that is up says hello or gives a sign of life.
  private mutating func speak(_ worker: Int) {
    guard workers[worker].isUp else {
      workers[worker].isUp = true
      workers[worker].incarnation += 1
      return
    }
    guard !workers[worker].isConnected else {
      send(.heartbeat(workers[worker].running + workers[worker].outbox), from: worker)
      return
    }
    let hello = WorkerHello(
      name: workers[worker].name, incarnation: String(workers[worker].incarnation), version: "t",
      cache: "cache-\(worker)", slots: 2, numerics: ["cpu"],
      sceneGenerator: DatasetReference.sceneGeneratorVersion, hardware: "test",
      running: workers[worker].running, finished: workers[worker].outbox,
      holdings: workers[worker].held.sorted())
    send(.hello(hello), from: worker)
  }

  private mutating func finish(_ worker: Int) {
    guard workers[worker].isUp, !workers[worker].running.isEmpty else { return }
    let reference = workers[worker].running.removeFirst()
    workers[worker].outbox.append(reference)
    if let job = jobs[reference.job], Self.isTemporary(job) {
      workers[worker].held.insert(Self.digest(of: job))
    }
    report(worker)
  }

  private mutating func report(_ worker: Int) {
    guard workers[worker].isUp, workers[worker].isConnected,
      let reference = workers[worker].outbox.first, let job = jobs[reference.job]
    else { return }
    let result = JobResult(
      outputs: [
        .init(
          name: "x", digest: Self.digest(of: job), size: 1, isTemporary: Self.isTemporary(job))
      ],
      metrics: [])
    send(.result(reference, .success(result, seconds: 1)), from: worker)
  }

  private mutating func fail(_ worker: Int) {
    guard workers[worker].isUp, workers[worker].isConnected,
      let reference = workers[worker].running.first
    else { return }
    workers[worker].running.removeFirst()
    send(.result(reference, .failure("by chance")), from: worker)
  }

  private mutating func pass(_ milliseconds: Int) {
    cluster.handle(.tick, after: milliseconds)
    receive()
  }

  private mutating func die(_ worker: Int) {
    workers[worker].isUp = false
    workers[worker].isConnected = false
    workers[worker].running = []
    workers[worker].session &+= 1
    if Bool.random(using: &random) {
      cluster.handle(.died(worker: workers[worker].name))
      receive()
    }
  }

  private mutating func disconnect(_ worker: Int) {
    let old = session(worker)
    workers[worker].isConnected = false
    workers[worker].session &+= 1
    if Bool.random(using: &random) {
      cluster.handle(.unreachable(old))
      receive()
    }
  }

  /// A cache loses what it held.
  private mutating func forget(_ worker: Int) {
    let lost = workers[worker].held.sorted()
    workers[worker].held = []
    guard workers[worker].isUp, workers[worker].isConnected,
      let reference = workers[worker].running.first, !lost.isEmpty
    else { return }
    workers[worker].running.removeFirst()
    send(.result(reference, .missingInputs(lost)), from: worker)
  }

  private mutating func rejoin() {
    for worker in workers.indices {
      workers[worker].isUp = true
      if !workers[worker].isConnected { speak(worker) }
      // Readers of what a cache has lost say so.
      guard let reference = workers[worker].running.first, let job = jobs[reference.job] else {
        continue
      }
      let needed = job.dependencies.filter { $0.role == "readout" }
        .compactMap { jobs[$0.identity] }.filter(Self.isTemporary).map(Self.digest)
      let lost = needed.filter { !workers[worker].held.contains($0) }
      guard !lost.isEmpty, workers[worker].isConnected else { continue }
      workers[worker].running.removeFirst()
      send(.result(reference, .missingInputs(lost)), from: worker)
    }
  }
}
