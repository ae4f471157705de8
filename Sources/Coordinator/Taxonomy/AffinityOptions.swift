/// How affinities are computed from losses.
package struct AffinityOptions: Equatable, Sendable {
  /// Which rows of a loss table enter the tournament of their target.
  package struct EntrantSet: Equatable, Sendable {
    /// Labels (sources sorted, joined by `+`) that enter; nil for all.
    package var included: [String]?
    /// Labels that do not enter.
    package var excluded: [String] = [EntrantName.average, EntrantName.scratch]
    /// The highest order that enters; nil for all.
    package var maxOrder: Int?

    /// Every row except `average` and `scratch`.
    package init() {}

    /// The rows with these labels and no others; sources may stand in any order.
    package init(only labels: [String]) {
      included = labels
      excluded = []
    }

    /// The indices of those who enter.
    func indices(in losses: LossTable.Target) -> [Int] {
      let target = losses.target
      let included = included.map { Set($0.compactMap { Transfer(label: $0, target: target) }) }
      let excluded = Set(excluded.compactMap { Transfer(label: $0, target: target) })
      return losses.entrants.indices.filter { index in
        let entrant = losses.entrants[index]
        return entrant.order <= maxOrder ?? .max && !excluded.contains(entrant)
          && included?.contains(entrant) ?? true
      }
    }
  }

  /// Who enters.
  package var entrants = EntrantSet()
  /// Where win rates are clipped, so that no ratio is infinite (paper, section 3.3).
  package var clip = 0.001...0.999
  /// Whether win rates are (k + 0.5) / (m + 1) rather than k / m.
  package var isSmoothed = false
  /// Bootstrap resamples of the images; 0 for no intervals.
  package var resamples = 200
  /// The seed of the resamples.
  package var seed: UInt64 = 0
  /// The share of resamples that an interval holds, strictly between 0 and 1.
  package var confidence = 0.95

  /// The paper's way.
  package init() {}
}
