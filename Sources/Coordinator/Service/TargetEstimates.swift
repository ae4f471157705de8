package import Artifacts
package import Documents
package import Scheduling
internal import TaskSpace
package import Taxonomy

/// The closed-form estimates of the transfers into one target.
package struct TargetEstimates: Sendable {
  /// What was estimated of a set of sources.
  package struct Estimate: Sendable {
    /// The transfer.
    package let transfer: Transfer
    /// The squared error on the validation images, as a share of that of the best constant guess.
    package let error: Double
  }

  /// The losses of one estimated readout on the test images.
  package struct Judged: Sendable {
    /// The transfer.
    package let transfer: Transfer
    /// One loss per test image, in the loss of the target's networks.
    package let losses: [Double]
  }

  /// The target.
  package let target: String
  /// Every set of sources that was estimated, by order.
  package let estimates: [Estimate]
  /// Those that were judged on the test images.
  package let judged: [Judged]

  /// Reads the artifact called `digest` that a screening of `target` left behind.
  ///
  /// - Throws: `Failure`: missingInput or io where it cannot be read, data where it is malformed.
  package init(
    _ digest: Digest, target: String, in store: ArtifactStore
  ) throws(Failure) {
    let file = try Safetensors(decoding: store.readIntact(digest))
    let malformed = Failure(.data, "artifact \(digest.short) holds no estimates for \(target)")
    guard let sources = file.metadata["sources"]?.split(separator: "+").map(String.init),
      file.metadata["target"] == target
    else { throw malformed }
    let reader = Reader(file: file, sources: sources, target: target, malformed: malformed)
    var estimates: [Estimate] = []
    var judged: [Judged] = []
    for order in 1...sources.count {
      let transfers = try reader.transfers("sets.\(order)", order: order)
      let errors = try reader.rows("errors.\(order)", count: transfers.count)
      estimates += zip(transfers, errors).map { Estimate(transfer: $0, error: $1[0]) }
      let tested = try reader.transfers("judged.\(order)", order: order)
      let losses = try reader.rows("losses.\(order)", count: tested.count)
      judged += zip(tested, losses).map { Judged(transfer: $0, losses: $1) }
    }
    guard !estimates.isEmpty else { throw malformed }
    self.target = target
    self.estimates = estimates
    self.judged = judged
  }

  /// Reads what a screening left behind; nil for any other job, and for one that is not done.
  ///
  /// - Throws: as `init(_:target:in:)`.
  package init?(
    _ kept: SchedulerSnapshot.KeptJob, in store: ArtifactStore
  ) throws(Failure) {
    guard case .screen(let recipe) = kept.job.recipe, kept.state == .succeeded,
      let output = kept.result?.output("estimates")
    else { return nil }
    try self.init(output.digest, target: recipe.target, in: store)
  }

  /// The best sets of so many sources, the target's own encoder left out, best first.
  package func best(_ count: Int, order: Int) -> [Estimate] {
    let candidates = estimates.filter {
      $0.transfer.order == order && !$0.transfer.sources.contains(target)
    }
    return Array(
      candidates.sorted { ($0.error, $0.transfer) < ($1.error, $1.transfer) }.prefix(count))
  }

  /// Reads the tensors of one file.
  private struct Reader {
    let file: Safetensors
    let sources: [String]
    let target: String
    let malformed: Failure

    private func values(_ name: String) -> [Float] {
      file.tensors.first { $0.name == name }?.floats ?? []
    }

    /// The sets that a tensor of places names; none where it is missing.
    func transfers(_ name: String, order: Int) throws(Failure) -> [Transfer] {
      let values = values(name)
      guard values.count % order == 0 else { throw malformed }
      var transfers: [Transfer] = []
      for start in stride(from: 0, to: values.count, by: order) {
        let places = values[start..<start + order].compactMap { Int(exactly: $0) }
        guard Set(places).count == order, places.allSatisfy(sources.indices.contains) else {
          throw malformed
        }
        transfers.append(Transfer(sources: places.map { sources[$0] }, target: target))
      }
      return transfers
    }

    /// The rows of a tensor, all finite.
    func rows(_ name: String, count: Int) throws(Failure) -> [[Double]] {
      let values = values(name)
      guard count > 0 else { return [] }
      guard !values.isEmpty, values.count % count == 0, values.allSatisfy(\.isFinite) else {
        throw malformed
      }
      let length = values.count / count
      return (0..<count).map { row in
        values[row * length..<(row + 1) * length].map { Double($0) }
      }
    }
  }
}
