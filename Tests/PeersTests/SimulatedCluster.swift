internal import Documents
internal import Peers
import TestSupport
internal import Wire

/// Three workers and a coordinator in one thread, with all their luck drawn from a seed.
struct SimulatedCluster {
  enum Parcel {
    case toWorker(Int, CoordinatorMessage)
    case toCoordinator(Int, WorkerMessage)
    case ended(Int, AttemptReference)
    case uploaded(Int, Digest)
  }

  /// One process, and what its disk holds.
  struct Machine {
    var peer: WorkerPeer
    var incarnation = 0
    var isConnected = false
    var connection = 0
    var running: [AttemptReference] = []
    var disk: [(AttemptReference, Outcome)] = []
  }

  private static let jobs = 25
  private static let faultyTime = 60_000
  private static let longest = 600_000
  private static let slots = 2

  var coordinator = ModelCoordinator(jobs: jobs)
  var faults: [String] = []
  var history = Digest.Hasher()
  private var random: SeededGenerator
  private var machines: [Machine] = []
  private var parcels: [(due: Int, connection: Int, parcel: Parcel)] = []
  private var time = 0
  private var started: Set<String> = []
  private let loss: Double
  private let doubling: Double
  private let delay: Int
  private let breaks: Double
  private let crashes: Double
  private let restarts: Double

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    // Each seed has its own mixture, in which about half of the faults never happen.
    func draw(_ most: Double, _ random: inout SeededGenerator) -> Double {
      Bool.random(using: &random) ? 0 : Double.random(in: 0...most, using: &random)
    }
    loss = draw(0.3, &random)
    doubling = draw(0.3, &random)
    delay = Bool.random(using: &random) ? 5 : 2_000
    breaks = draw(0.02, &random)
    crashes = draw(0.005, &random)
    restarts = draw(0.005, &random)
    machines = (0..<3).map { number in
      Machine(peer: Self.peer(number, incarnation: 0, at: Instant(milliseconds: 0)))
    }
  }

  private static func peer(_ number: Int, incarnation: Int, at now: Instant) -> WorkerPeer {
    let settings = Scene.settings(slots: slots) {
      $0.name = "worker \(number)"
      $0.incarnation = "\(number).\(incarnation)"
      $0.patience = 20_000
      $0.outboxLimit = 40
    }
    return WorkerPeer(settings: settings, at: now)
  }

  var outboxesAreEmpty: Bool { machines.allSatisfy { $0.peer.outboxCount == 0 && $0.disk.isEmpty } }

  /// Chaos first, then peace, in which everything has to come to its end.
  mutating func run() {
    while time < Self.longest, faults.isEmpty {
      time += 50
      if time < Self.faultyTime { misfortune() }
      for number in machines.indices where !machines[number].isConnected {
        if chance(0.1) { connect(number) }
      }
      deliver()
      for number in machines.indices {
        if let due = machines[number].peer.nextDeadline, due <= now { handle(number, .tick) }
      }
      send(coordinator.turn(at: time))
      if time > Self.faultyTime, coordinator.isDone, outboxesAreEmpty { return }
    }
  }

  private var now: Instant { Instant(milliseconds: time) }
  private var isFaulty: Bool { time < Self.faultyTime }

  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }

  private mutating func misfortune() {
    for number in machines.indices {
      if machines[number].isConnected, chance(breaks) { disconnect(number) }
      if chance(crashes) { crash(number) }
    }
    if chance(restarts) {
      for number in machines.indices where machines[number].isConnected { disconnect(number) }
      coordinator.restart()
    }
  }

  private mutating func connect(_ number: Int) {
    machines[number].isConnected = true
    machines[number].connection += 1
    handle(number, .connected)
  }

  private mutating func disconnect(_ number: Int) {
    machines[number].isConnected = false
    coordinator.disconnected(number)
    handle(number, .disconnected)
  }

  /// The process dies; another starts on the same disk.
  private mutating func crash(_ number: Int) {
    if machines[number].isConnected { disconnect(number) }
    // What was on its way to the old process reaches nobody.
    machines[number].connection += 1
    machines[number].incarnation += 1
    machines[number].running = []
    machines[number].peer = Self.peer(
      number, incarnation: machines[number].incarnation, at: now)
    parcels.removeAll { item in
      switch item.parcel {
      case .ended(number, _), .uploaded(number, _): true
      default: false
      }
    }
    for (reference, outcome) in machines[number].disk {
      handle(number, .restored(reference, outcome))
    }
  }

  private mutating func deliver() {
    let due = parcels.filter { $0.due <= time }
    parcels.removeAll { $0.due <= time }
    for (_, connection, parcel) in due {
      switch parcel {
      case .toWorker(let number, let message):
        if connection == machines[number].connection { handle(number, .message(message)) }
      case .toCoordinator(let number, let message):
        guard connection == machines[number].connection, machines[number].isConnected else {
          continue
        }
        history.update(message.packed)
        send(coordinator.receive(message, from: number, at: time))
      case .ended(let number, let reference):
        let digests = ["\(reference.job) result"]
        handle(number, .finished(reference, success(durable: digests)))
        machines[number].running.removeAll { $0 == reference }
      case .uploaded(let number, let digest):
        coordinator.artifacts.insert(digest)
        handle(number, .uploaded(digest))
      }
    }
  }

  private mutating func send(_ messages: [(Int, CoordinatorMessage)]) {
    for (number, message) in messages { post(.toWorker(number, message), of: number) }
  }

  /// Sends over a connection, on which anything may happen while times are bad.
  private mutating func post(_ parcel: Parcel, of number: Int) {
    guard machines[number].isConnected else { return }
    if isFaulty, chance(loss) { return }
    let copies = isFaulty && chance(doubling) ? 2 : 1
    for _ in 0..<copies {
      let late = isFaulty ? Int.random(in: 0...delay, using: &random) : 1
      parcels.append((time + late, machines[number].connection, parcel))
    }
  }

  private mutating func handle(_ number: Int, _ event: WorkerEvent) {
    for effect in machines[number].peer.handle(event, at: now) { perform(effect, on: number) }
    check(number)
  }

  private mutating func perform(_ effect: WorkerEffect, on number: Int) {
    switch effect {
    case .send(let message): post(.toCoordinator(number, message), of: number)
    case .start(let assignment):
      let reference = assignment.reference
      if !started.insert("\(reference.job) \(reference.attempt)").inserted {
        faults.append("\(reference) was started twice")
      }
      machines[number].running.append(reference)
      let end = time + Int.random(in: 10...5_000, using: &random)
      parcels.append((end, 0, .ended(number, reference)))
    case .cancel(let reference):
      parcels.removeAll { item in
        if case .ended(number, reference) = item.parcel { true } else { false }
      }
      parcels.append((time + 10, 0, .ended(number, reference)))
    case .upload(let digest):
      let end = time + Int.random(in: 10...3_000, using: &random)
      parcels.append((end, 0, .uploaded(number, digest)))
    case .keep(let reference, let outcome):
      if isOnDisk(reference, of: number) { faults.append("\(reference) was kept twice") }
      machines[number].disk.append((reference, outcome))
    case .forget(let reference):
      if !isOnDisk(reference, of: number) { faults.append("\(reference) was forgotten twice") }
      machines[number].disk.removeAll { $0.0 == reference }
    case .reconnect: disconnect(number)
    case .note: break
    case .stop(let reason): faults.append("worker \(number) stopped: \(reason)")
    }
  }

  private func isOnDisk(_ reference: AttemptReference, of number: Int) -> Bool {
    machines[number].disk.contains { $0.0 == reference }
  }

  private mutating func check(_ number: Int) {
    let peer = machines[number].peer
    if peer.runningCount > Self.slots { faults.append("more jobs than slots") }
    if peer.queuedCount > 2 * Self.slots { faults.append("a queue beyond its bound") }
    if peer.outboxCount > 40 + 3 * Self.slots { faults.append("an outbox beyond its bound") }
  }
}
