internal import Documents
internal import Report
internal import TaskSpace
internal import Taxonomy

/// The closed-form estimates of a run, beside what was trained.
extension RunAnalysis {
  private static let shownSets = 1

  /// The estimates, and how far they rank the sources as the transfers in `measured` do; nil where
  /// no screening is done.
  func estimates(beside measured: MeasuredTransfers) throws(Failure) -> RunEstimates? {
    var screened: [TargetEstimates] = []
    for kept in jobs {
      if let estimates = try TargetEstimates(kept, in: store) { screened.append(estimates) }
    }
    guard !screened.isEmpty else { return nil }
    var results = RunEstimates()
    results.errors = screened.flatMap(\.estimates).map {
      Measurement(sources: $0.transfer.sources, target: $0.transfer.target, value: $0.error)
    }
    results.best = screened.flatMap { estimates in
      let orders = Set(estimates.estimates.map(\.transfer.order)).sorted()
      return orders.flatMap { estimates.best(Self.shownSets, order: $0) }
    }.map {
      Measurement(sources: $0.transfer.sources, target: $0.transfer.target, value: $0.error)
    }
    if spec.isEstimate {
      results.add(measured)
      return results
    }
    let table = try RunLosses(of: jobs, in: store, transfers: .estimated)
      .table(targets: spec.targets.map(\.name))
    guard !table.targets.isEmpty else { return results }
    let estimated = try MeasuredTransfers(table, resamples: 0, seed: 0)
    results.add(estimated)
    results.agreement = try? AffinityComparison(
      measured.affinityTable, estimated.affinityTable, permutations: 0)
    return results
  }
}

extension RunEstimates {
  fileprivate mutating func add(_ measured: MeasuredTransfers) {
    affinities = measured.affinities
    gain = measured.gain
    quality = measured.quality
  }
}
