/// Bootstrap intervals of the mean gain or quality of taxonomies, over the test images.
///
/// The taxonomy is held fixed and the images are resampled, the same ones for every target that
/// shares the test set: this is how firmly the figure is known, not how firmly the choice is.
package struct MeanRateIntervals: Sendable {
  private let losses: [String: LossTable.Target]
  private let opponent: String
  private let options: AffinityOptions
  /// The resamples of each test set, by its number of images.
  private let resamples: [Int: [[Int16]]]
  /// The win rate of each transfer in each resample, as far as it was asked for.
  private var rates: [Transfer: [Double]] = [:]

  /// Intervals of win rates over `opponent`: `scratch` for the gain, `self` for the quality.
  ///
  /// - Parameter options: the number of resamples (at least 1), the seed and the confidence.
  package init(_ losses: LossTable, over opponent: String, options: AffinityOptions) {
    precondition(options.resamples > 0, "an interval needs resamples")
    self.losses = Dictionary(uniqueKeysWithValues: losses.targets.map { ($0.target, $0) })
    self.opponent = opponent
    self.options = options
    var resamples: [Int: [[Int16]]] = [:]
    for count in Set(losses.targets.map(\.images.count)) {
      let resampler = Resampler(seed: options.seed, imageCount: count)
      resamples[count] = (0..<options.resamples).map { resampler.counts($0) }
    }
    self.resamples = resamples
  }

  /// The interval of the mean over the targets where the opponent is there; nil where it is
  /// there for none, or the taxonomy is infeasible.
  package mutating func interval(of taxonomy: Taxonomy) -> Interval? {
    let known = taxonomy.transfers.compactMap { rates(of: $0.transfer) }
    guard !known.isEmpty else { return nil }
    let means = (0..<options.resamples).map { resample in
      known.reduce(0) { $0 + $1[resample] } / Double(known.count)
    }
    return Interval(middle: options.confidence, of: means)
  }

  private mutating func rates(of transfer: Transfer) -> [Double]? {
    if let known = rates[transfer] { return known }
    guard let target = losses[transfer.target], let own = target.index(of: transfer),
      let other = target.index(of: Transfer(sources: [opponent], target: transfer.target)),
      let counts = resamples[target.images.count]
    else { return nil }
    var outcome = [Int16](repeating: 0, count: target.images.count)
    Resampler.compare(target, own, other, into: &outcome)
    let rates = counts.map { count in
      Double(outcome.count + Int(Resampler.product(outcome, count))) / Double(2 * outcome.count)
    }
    self.rates[transfer] = rates
    return rates
  }
}
