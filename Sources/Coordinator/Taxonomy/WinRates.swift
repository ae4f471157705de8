internal import Documents

/// The share of test images on which each network beats one opponent, per target.
///
/// Against `scratch` this is the gain, against `self` the quality (paper, section 3.4).
package struct WinRates: Sendable {
  /// The label of the opponent: `scratch`, `self`, `average`, `random` or any sources.
  package let opponent: String
  /// The win rates, 0...1, ties counting half; targets without the opponent are left out.
  package let table: TransferTable
  /// The bootstrap interval of each value, in the order of `table`; nil where none was asked for.
  package let intervals: [Interval]?
  /// The targets of the losses where the opponent did not enter, sorted.
  package let targetsWithoutOpponent: [String]

  /// The gains: win rates over a network trained from scratch on the transfer's data.
  package static func gain(
    _ losses: LossTable, options: AffinityOptions = AffinityOptions()
  ) -> WinRates {
    WinRates(losses, over: EntrantName.scratch, options: options)
  }

  /// The qualities: win rates over the target's fully supervised network.
  package static func quality(
    _ losses: LossTable, options: AffinityOptions = AffinityOptions()
  ) -> WinRates {
    WinRates(losses, over: EntrantName.ownNetwork, options: options)
  }

  /// The win rates of every row, the opponent's own included (which is 1/2).
  ///
  /// - Parameters:
  ///   - opponent: sources joined by `+`, in any order.
  ///   - options: the number of resamples, the seed and the confidence are used.
  package init(
    _ losses: LossTable, over opponent: String, options: AffinityOptions = AffinityOptions()
  ) {
    var entries: [(transfer: Transfer, value: Double)] = []
    var intervals: [Transfer: Interval] = [:]
    var missing: [String] = []
    for target in losses.targets {
      guard let transfer = Transfer(label: opponent, target: target.target),
        let opponent = target.index(of: transfer)
      else {
        missing.append(target.target)
        continue
      }
      let counts = Self.resamples(target, options)
      var outcome = [Int16](repeating: 0, count: target.images.count)
      for (index, entrant) in target.entrants.enumerated() {
        Resampler.compare(target, index, opponent, into: &outcome)
        let margin = outcome.reduce(0) { $0 + Int($1) }
        entries.append((entrant, Self.rate(margin, of: outcome.count)))
        guard !counts.isEmpty else { continue }
        let samples = counts.map {
          Self.rate(Int(Resampler.product(outcome, $0)), of: outcome.count)
        }
        intervals[entrant] = Interval(middle: options.confidence, of: samples)
      }
    }
    self.opponent = Transfer(label: opponent, target: "")?.label ?? opponent
    let table = TransferTable(entries)
    self.table = table
    self.intervals = options.resamples > 0 ? table.transfers.compactMap { intervals[$0] } : nil
    targetsWithoutOpponent = missing
  }

  /// A file with the columns `sources,target,value,low,high`, sorted.
  package var csv: String {
    var writer = CSVWriter(header: ["sources", "target", "value", "low", "high"])
    for (index, transfer) in table.transfers.enumerated() {
      let interval = intervals?[index]
      writer.add([
        transfer.label, transfer.target, JSON.text(of: table.values[index]),
        interval.map { JSON.text(of: $0.low) } ?? "",
        interval.map { JSON.text(of: $0.high) } ?? "",
      ])
    }
    return writer.text
  }

  private static func resamples(
    _ target: LossTable.Target, _ options: AffinityOptions
  ) -> [[Int16]] {
    let resampler = Resampler(seed: options.seed, imageCount: target.images.count)
    return (0..<max(options.resamples, 0)).map { resampler.counts($0) }
  }

  private static func rate(_ margin: Int, of imageCount: Int) -> Double {
    Double(imageCount + margin) / Double(2 * imageCount)
  }
}
