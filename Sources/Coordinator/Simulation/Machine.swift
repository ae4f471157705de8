internal import Documents
internal import Peers
internal import TaskSpace
internal import Wire

/// A machine with a worker on it, and what its disk holds.
struct Machine {
  /// Whether and how messages pass between a station and the coordinator.
  struct Link {
    var isConnected = false
    /// Counts the connections.
    var number = 0
    /// Whether the coordinator's end is gone, and the station has not noticed.
    var isHalfOpen = false
    var isCutOutwards = false
    var isCutInwards = false
    var isSlow = false
    /// When the newest message arrives, in each direction: without faults none overtakes it.
    var lastOutwards = 0
    var lastInwards = 0
  }

  /// A job that runs.
  struct Running {
    let assignment: Assignment
    var isCancelled = false
  }

  let name: String
  /// The cache, which several machines may share.
  let cache: Int
  var slots: Int
  /// The most slots it ever had.
  var mostSlots: Int
  let sceneGenerator: Int
  var clock: SimulatedClock
  /// Counts its processes.
  var life = 0
  /// The process; nil while there is none.
  var peer: WorkerPeer?
  var link = Link()
  var running: [Running] = []
  /// Artifacts that are to be brought to the coordinator.
  var uploading: [Digest] = []
  /// Durable artifacts on its disk.
  var artifacts: [Digest: String] = [:]
  /// Results on its disk that nobody has acknowledged.
  var outbox: [(reference: AttemptReference, outcome: Outcome)] = []
  var pausedUntil = 0
  /// How much slower it is than others.
  var slowness = 1
  /// When it will look at its clock next; nil where that is not planned.
  var wake: Int?
  /// Whether it does not start again.
  var isGone = false

  init(
    name: String, cache: Int, slots: Int, sceneGenerator: Int, clock: SimulatedClock
  ) {
    self.name = name
    self.cache = cache
    self.slots = slots
    mostSlots = slots
    self.sceneGenerator = sceneGenerator
    self.clock = clock
  }

  /// The settings of its process of this life.
  func settings(patience: Int) -> WorkerSettings {
    var settings = WorkerSettings(
      name: name, incarnation: "\(name).\(cache).\(life)", version: "simulated",
      cache: "cache-\(cache)", slots: slots, numerics: [NumericsClass.cpu.name],
      sceneGenerator: sceneGenerator, hardware: "simulated")
    settings.patience = patience
    settings.outboxLimit = 40
    return settings
  }
}
