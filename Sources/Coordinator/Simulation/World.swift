internal import Documents
internal import Peers
internal import Scheduling
internal import TaskSpace
internal import Wire

/// A whole cluster in one thread: coordinator, workers and people, their network, disks and clocks.
///
/// The scheduler, the journal and the peers are the real ones; the rest follows from the
/// scenario's seed, so that the same scenario always takes the same course.
final class World {
  /// Milliseconds after the end of the faults by which all must be done.
  private static let longestHealing = 400_000
  /// Violations after which a simulation is given up.
  private static let mostViolations = 5

  let scenario: Scenario
  let workload: Workload
  let settings: SchedulerSettings
  let disk: SimulatedDisk
  let fileSystem: FaultyFileSystem
  var trace: Trace

  /// Milliseconds since the world's beginning.
  private(set) var time = 0
  /// Whether faults happen.
  var isChaotic = true
  private var events = EventQueue<Occurrence>()

  var luckOfNetwork: Luck
  var luckOfWorkers: Luck
  var luckOfCoordinator: Luck
  var luckOfPeople: Luck
  var luckOfChaos: Luck

  var machines: [Machine] = []
  /// The temporary artifacts in each cache.
  var caches: [Set<Digest>] = []
  var person: Person
  var coordinator: CoordinatorProcess?
  var coordinatorClock: SimulatedClock
  var wallClock = 1_700_000_000.0
  /// Counts the coordinator's processes.
  var coordinatorLife = 0
  /// Whether the coordinator's end was a power cut.
  var hasPowerFailed = false
  /// The coordinator's artifacts: names and contents.
  var store: [Digest: String] = [:]

  var audit = Audit()
  var isDone = false
  /// Whether all is done, and the workers leave.
  var isParting = false

  init(_ scenario: Scenario, isTracing: Bool = false) {
    self.scenario = scenario
    workload = Workload(scenario)
    var settings = SchedulerSettings()
    if scenario.isHasty {
      (settings.heartbeat, settings.lease, settings.grace) = (500, 3_000, 4_000)
    }
    self.settings = settings
    let crash = UInt64(scenario.powerFailure ?? 0)
    disk = SimulatedDisk(luck: Luck(seed: scenario.seed &+ crash, "disk"))
    fileSystem = FaultyFileSystem(disk)
    trace = Trace(isPrinting: isTracing)
    luckOfNetwork = Luck(seed: scenario.seed, "network")
    luckOfWorkers = Luck(seed: scenario.seed, "workers")
    luckOfCoordinator = Luck(seed: scenario.seed, "coordinator")
    luckOfPeople = Luck(seed: scenario.seed, "people")
    luckOfChaos = Luck(seed: scenario.seed, "chaos")
    coordinatorClock = SimulatedClock(showing: 5_000, at: 0, percent: 100)
    person = Person(requests: workload.requests)
    if scenario.has(.oldJournal) { beginOldJournal() }
    disk.isLying = scenario.bug == .doesNotSynchronise
    disk.crashCall = scenario.powerFailure
    if scenario.has(.skew) {
      coordinatorClock = SimulatedClock(
        showing: 5_000, at: 0, percent: luckOfChaos.number(90...110))
    }
    for number in 0..<scenario.workers { addMachine(named: "worker \(number)") }
  }

  /// Lets everything happen, until all is done or something is wrong.
  func run() {
    add(.start, after: 0)
    for number in machines.indices { add(.boot(number), after: 10 * number) }
    add(.connect(Line.person), after: 0)
    add(.wish, after: 20)
    planMisfortunes()
    add(.peace, after: scenario.faults.isEmpty ? 0 : scenario.chaos)
    while !isDone, audit.violations.count < Self.mostViolations, let event = events.next() {
      time = max(time, event.time)
      happen(event.element)
      if time > scenario.chaos + Self.longestHealing {
        audit.violations.append("not all was done in time: \(whatIsOpen)")
        isDone = true
      }
    }
    // The journal is closed before the file system that it lies on goes.
    disk.crash()
    coordinator = nil
  }

  func add(_ event: Occurrence, after milliseconds: Int) {
    events.add(event, at: time + milliseconds)
  }

  func add(_ event: Occurrence, at time: Int) { events.add(event, at: max(time, self.time)) }

  private func happen(_ event: Occurrence) {
    switch event {
    case .start: startCoordinator()
    case .turn(let life): takeTurn(life)
    case .speech(let life): speakLate(life)
    case .arrival(let life, let line, let bytes): arrive(life, line, bytes)
    case .ranked(let life, let reference, let job, let losses):
      ranked(life, reference, job, losses)
    case .published(let life, let run, let ended): published(life, run, ended: ended)
    case .misfortune(let fault): befall(fault)
    case .relief(let fault, let number): relieve(fault, number)
    case .wish: wish()
    case .peace: makePeace()
    case .look: look()
    case .delivery(let line, _) where line.station == Line.person: happenToPerson(event)
    case .connect(Line.person), .wake(Line.person): happenToPerson(event)
    case .delivery(let line, _): happen(event, to: line.station)
    case .connect(let number), .boot(let number), .wake(let number), .finish(let number, _, _),
      .upload(let number, _, _):
      happen(event, to: number)
    }
  }

  /// A machine that stands still comes to it later.
  private func happen(_ event: Occurrence, to number: Int) {
    guard machines[number].pausedUntil <= time else {
      add(event, at: machines[number].pausedUntil)
      return
    }
    happenToMachine(event, number)
  }

  /// Adds a machine; its cache may be one that another machine has.
  func addMachine(
    named name: String, sceneGenerator: Int = DatasetReference.sceneGeneratorVersion
  ) {
    let isShared = !caches.isEmpty && luckOfWorkers.happens(0.3)
    if !isShared { caches.append([]) }
    let percent = scenario.has(.skew) ? luckOfWorkers.number(80...120) : 100
    machines.append(
      Machine(
        name: name,
        cache: isShared ? luckOfWorkers.number(0...caches.count - 1) : caches.count - 1,
        slots: luckOfWorkers.number(1...3), sceneGenerator: sceneGenerator,
        clock: SimulatedClock(
          showing: luckOfWorkers.number(0...1_000_000), at: time, percent: percent)))
  }
}
