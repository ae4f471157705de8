package import Wire

/// Who a worker is and how patient it is; fixed while it runs.
package struct WorkerSettings: Sendable {
  /// The worker's name: the same for a worker that is started again.
  package var name: String
  /// A random text made when the process started.
  package var incarnation: String
  /// The program's version.
  package var version: String
  /// The name of the cache folder that it shares with other workers of its machine.
  package var cache: String
  /// How many jobs it does at a time.
  package var slots: Int
  /// The classes of arithmetic it offers.
  package var numerics: [String]
  /// The version of its room generator.
  package var sceneGenerator: Int
  /// What it runs on, for people.
  package var hardware: String
  /// The datasets of files that it has.
  package var datasets: [HeldDataset] = []

  /// Milliseconds without a word from the coordinator after which it gives its jobs up.
  package var patience = 600_000
  /// Milliseconds between two hellos that nobody answers.
  package var helloInterval = 2_000
  /// Milliseconds before a result is first repeated; doubles up to `longestRepeat`.
  package var firstRepeat = 1_000
  /// Milliseconds between two repetitions of a result at most.
  package var longestRepeat = 30_000
  /// Milliseconds between two reports of one job's progress.
  package var progressInterval = 1_000
  /// Milliseconds that a worker which was interrupted waits for its results' acknowledgement.
  package var farewell = 3_000
  /// Milliseconds without work after which the worker leaves; nil where it never does.
  package var idleLimit: Int?
  /// Results that may wait to be acknowledged before no more work is taken.
  package var outboxLimit = 1_000
  /// Attempts that are remembered, so that none is started twice.
  package var memory = 16_384

  /// The settings of a worker with these properties, and the usual patience.
  package init(
    name: String, incarnation: String, version: String, cache: String, slots: Int,
    numerics: [String], sceneGenerator: Int, hardware: String
  ) {
    precondition(slots > 0, "a worker has a slot at least")
    self.name = name
    self.incarnation = incarnation
    self.version = version
    self.cache = cache
    self.slots = slots
    self.numerics = numerics
    self.sceneGenerator = sceneGenerator
    self.hardware = hardware
  }

  /// Assignments that wait for a free slot at most; what comes beyond is sent back.
  var queueLimit: Int { 2 * slots }
}
