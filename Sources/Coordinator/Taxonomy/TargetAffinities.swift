/// The affinities of all transfers into one target: the principal eigenvector of its tournament.
package struct TargetAffinities: Sendable {
  /// The target's name.
  package let target: String
  /// Who entered, sorted.
  package let entrants: [Transfer]
  /// The affinity of each entrant: positive, sum 1, higher is better.
  ///
  /// They depend on who else entered: values of different targets compare only where the numbers
  /// of entrants are alike.
  package let values: [Double]
  /// The bootstrap interval of each affinity; nil where none was asked for.
  package let intervals: [Interval]?
  /// The number of test images.
  package let imageCount: Int
  /// The largest eigenvalue; the further above the number of entrants, the less consistent the
  /// tournament.
  package let eigenvalue: Double

  /// Computes the affinities of one target.
  ///
  /// - Throws: `Cancelled`.
  init(
    _ losses: LossTable.Target, entrants indices: [Int], options: AffinityOptions,
    isCancelled: CancellationCheck
  ) throws(Cancelled) {
    let tournament = Tournament(losses, entrants: indices)
    let eigenvector = Self.eigenvector(of: tournament, options)
    target = losses.target
    entrants = tournament.entrants
    values = eigenvector.values
    imageCount = tournament.imageCount
    eigenvalue = eigenvector.eigenvalue
    guard options.resamples > 0 else {
      intervals = nil
      return
    }
    var samples = [[Double]](repeating: [], count: indices.count)
    try Self.forEachResample(losses, indices, options, isCancelled) { resampled in
      for (index, value) in resampled.enumerated() { samples[index].append(value) }
    }
    intervals = samples.map { Interval(middle: options.confidence, of: $0) }
  }

  /// Resamples that are drawn together: each pair of entrants is compared once for all of them.
  private static let blockSize = 64

  /// Calls `body` with the affinities of each resample, in the order of the resamples.
  static func forEachResample(
    _ losses: LossTable.Target, _ indices: [Int], _ options: AffinityOptions,
    _ isCancelled: CancellationCheck, body: ([Double]) -> Void
  ) throws(Cancelled) {
    let resampler = Resampler(seed: options.seed, imageCount: losses.images.count)
    for start in stride(from: 0, to: options.resamples, by: blockSize) {
      if isCancelled() { throw Cancelled() }
      let numbers = start..<min(start + blockSize, options.resamples)
      for tournament in resampler.tournaments(losses, entrants: indices, numbers: numbers) {
        body(eigenvector(of: tournament, options).values)
      }
    }
  }

  /// Win rates, clipped, divided by their opposites: how many times oftener i beats j than j i.
  static func ratios(_ tournament: Tournament, _ options: AffinityOptions) -> [Double] {
    let count = tournament.entrants.count
    var ratios = [Double](repeating: 1, count: count * count)
    for row in 0..<count {
      for column in 0..<count where column != row {
        let rate = rate(tournament, row, column, options)
        ratios[row * count + column] = rate / Self.rate(tournament, column, row, options)
      }
    }
    return ratios
  }

  private static func eigenvector(
    of tournament: Tournament, _ options: AffinityOptions
  ) -> PrincipalEigenvector {
    PrincipalEigenvector(of: ratios(tournament, options), count: tournament.entrants.count)
  }

  private static func rate(
    _ tournament: Tournament, _ row: Int, _ column: Int, _ options: AffinityOptions
  ) -> Double {
    let rate =
      options.isSmoothed
      ? tournament.smoothedWinRate(row, over: column) : tournament.winRate(row, over: column)
    return min(max(rate, options.clip.lowerBound), options.clip.upperBound)
  }
}
