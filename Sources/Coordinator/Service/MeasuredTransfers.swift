package import Documents
package import Report
package import Taxonomy

/// Affinity, gain and quality of every transfer whose losses are there.
package struct MeasuredTransfers: Sendable {
  /// The affinities.
  package let affinityTable: TransferTable
  /// The shares of images on which each transfer beats the network trained from scratch.
  package let gainTable: TransferTable
  /// The shares of images on which each transfer beats the fully supervised network.
  package let qualityTable: TransferTable
  /// The affinities with their bootstrap intervals, where resamples were asked for.
  package let affinities: [Measurement]
  /// The gains with their intervals.
  package let gain: [Measurement]
  /// The qualities with their intervals.
  package let quality: [Measurement]

  /// Runs the tournaments of `losses`.
  ///
  /// - Parameters:
  ///   - resamples: bootstrap resamples over the images; 0 for no intervals.
  ///   - seed: the seed of the resamples.
  /// - Throws: `Failure` where the losses do not make tournaments.
  package init(_ losses: LossTable, resamples: Int, seed: UInt64) throws(Failure) {
    var options = AffinityOptions()
    options.resamples = resamples
    options.seed = seed
    do {
      let affinities = try Affinities(losses, options: options)
      let gain = WinRates.gain(losses, options: options)
      let quality = WinRates.quality(losses, options: options)
      affinityTable = affinities.table
      gainTable = gain.table
      qualityTable = quality.table
      self.affinities = affinities.targets.flatMap { target in
        Self.measurements(target.entrants, target.values, target.intervals)
      }
      self.gain = Self.measurements(gain.table.transfers, gain.table.values, gain.intervals)
      self.quality = Self.measurements(
        quality.table.transfers, quality.table.values, quality.intervals)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.software, "the tournaments of the run: \(error)")
    }
  }

  /// The rows of transfers and of the targets' own networks, without those of the baselines.
  private static func measurements(
    _ transfers: [Transfer], _ values: [Double], _ intervals: [Interval]?
  ) -> [Measurement] {
    let baselines = [[EntrantName.average], [EntrantName.scratch]]
    return transfers.indices.filter { !baselines.contains(transfers[$0].sources) }.map { index in
      Measurement(
        sources: transfers[index].sources, target: transfers[index].target, value: values[index],
        interval: intervals.map { $0[index].low...$0[index].high })
    }
  }

  /// The problem with these options.
  ///
  /// - Throws: `Failure` where the options name what is not there.
  package func problem(_ options: TaxonomyOptions) throws(Failure) -> TaxonomyProblem {
    try TaxonomyProblem(
      affinities: affinityTable, gain: gainTable, quality: qualityTable, options: options)
  }
}
