package import Documents

/// How a worker introduces itself.
package struct WorkerHello: Hashable, Sendable {
  /// The worker's name, chosen by it: it stays the same for a worker that is started again.
  package var name: String
  /// A random text made when the process started: tells a restart from a reconnection.
  package var incarnation: String
  /// The program's version.
  package var version: String
  /// The name of the cache folder it shares with other workers of its machine.
  package var cache: String
  /// How many jobs it does at a time.
  package var slots: Int
  /// The classes of arithmetic it offers.
  package var numerics: [String]
  /// The version of the room generator it has.
  package var sceneGenerator: Int
  /// The datasets of files that it has.
  package var datasets: [HeldDataset]
  /// What it runs on, for people.
  package var hardware: String
  /// The attempts it is working on.
  package var running: [AttemptReference]
  /// The attempts whose results wait to be acknowledged.
  package var finished: [AttemptReference]
  /// The temporary artifacts in its cache.
  package var holdings: [Digest]

  /// Makes a hello.
  package init(
    name: String, incarnation: String, version: String, cache: String, slots: Int,
    numerics: [String], sceneGenerator: Int, datasets: [HeldDataset] = [], hardware: String,
    running: [AttemptReference], finished: [AttemptReference], holdings: [Digest]
  ) {
    self.datasets = datasets
    self.name = name
    self.incarnation = incarnation
    self.version = version
    self.cache = cache
    self.slots = slots
    self.numerics = numerics
    self.sceneGenerator = sceneGenerator
    self.hardware = hardware
    self.running = running
    self.finished = finished
    self.holdings = holdings
  }
}

extension WorkerHello: Packable {
  package var packedValue: PackedValue {
    .array([
      .text(name), .text(incarnation), .text(version), .text(cache), .integer(slots),
      .list(numerics), .integer(sceneGenerator), .text(hardware), .list(running),
      .list(finished), .list(holdings), .list(datasets),
    ])
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 12,
      let name = parts[0].line(upTo: MessageLimits.nameBytes), !name.isEmpty,
      let incarnation = parts[1].line(upTo: MessageLimits.nameBytes),
      let version = parts[2].line(upTo: MessageLimits.nameBytes),
      let cache = parts[3].line(upTo: 2 * MessageLimits.textBytes), let slots = parts[4].integer,
      (1...MessageLimits.slots).contains(slots), let numerics: [String] = parts[5].list(),
      let sceneGenerator = parts[6].integer,
      let hardware = parts[7].line(upTo: MessageLimits.textBytes),
      let running: [AttemptReference] = parts[8].list(), running.count <= MessageLimits.attempts,
      let finished: [AttemptReference] = parts[9].list(),
      finished.count <= MessageLimits.attempts,
      let holdings: [Digest] = parts[10].list(), holdings.count <= MessageLimits.holdings,
      let datasets: [HeldDataset] = parts[11].list()
    else { return nil }
    self.init(
      name: name, incarnation: incarnation, version: version, cache: cache, slots: slots,
      numerics: numerics, sceneGenerator: sceneGenerator, datasets: datasets, hardware: hardware,
      running: running, finished: finished, holdings: holdings)
  }
}
