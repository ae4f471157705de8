package import Datasets
package import Kernels

/// What a job finds on the machine where it runs; its result depends on none of it but the
/// backend's numerics class.
package struct JobEnvironment: Sendable {
  /// The worker's cache: rendered rooms and representations.
  package var cacheFolder: String
  /// The kernels.
  package var backend: any Backend
  /// How rooms are kept.
  package var datasetOptions = DatasetOptions()
  /// Bytes that representations may take in the cache; the least recently used go first.
  package var representationLimit = 4 << 30
  /// Hears how much is done, 0...1, and of what.
  package var progress: @Sendable (_ fraction: Double, _ note: String) -> Void = { _, _ in }
  /// Whether somebody wants the job to end.
  package var isCancelled: @Sendable () -> Bool = { false }
  /// The last checkpoint of an earlier attempt.
  package var checkpoint: [UInt8]?
  /// Takes checkpoints of this attempt.
  package var saveCheckpoint: @Sendable ([UInt8]) -> Void = { _ in }
  /// Seconds between checkpoints; 0 for one after every step.
  package var checkpointInterval: Double = 60

  /// An environment in which nobody listens.
  package init(cacheFolder: String, backend: any Backend) {
    self.cacheFolder = cacheFolder
    self.backend = backend
  }

  /// The watch for a part of a job, whose progress is this `part` of the whole.
  func watch(part: ClosedRange<Double> = 0...1) -> Watch {
    Watch(progress: progress, isCancelled: isCancelled).part(part)
  }
}
