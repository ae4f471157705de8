/// What jobs ask of a machine.
package struct JobCost: Hashable, Sendable {
  /// Multiplications with an addition, forward and backward.
  package var multiplyAdds: Double
  /// Bytes of images and labels that are read; rendered rooms are read from the cache.
  package var dataBytes: Double
  /// Bytes of representations that are written or read.
  package var representationBytes: Double
  /// Bytes of the artifacts that are made.
  package var artifactBytes: Double
  /// Bytes of memory that one job holds at most; an upper bound before kernels fuse anything.
  package var memory: Double

  /// Makes a cost.
  package init(
    multiplyAdds: Double = 0, dataBytes: Double = 0, representationBytes: Double = 0,
    artifactBytes: Double = 0, memory: Double = 0
  ) {
    self.multiplyAdds = multiplyAdds
    self.dataBytes = dataBytes
    self.representationBytes = representationBytes
    self.artifactBytes = artifactBytes
    self.memory = memory
  }

  /// Adds so many jobs of a cost; the memory is that of the largest job.
  package mutating func add(_ other: JobCost, times: Int = 1) {
    guard times > 0 else { return }
    let count = Double(times)
    multiplyAdds += count * other.multiplyAdds
    dataBytes += count * other.dataBytes
    representationBytes += count * other.representationBytes
    artifactBytes += count * other.artifactBytes
    memory = max(memory, other.memory)
  }
}
