internal import Glibc

/// What each source is good for: its first-order affinities to all targets, made comparable.
///
/// Affinities differ by orders of magnitude from target to target, and few of them are high.
struct SourcePatterns {
  /// The sources, sorted.
  let sources: [String]
  /// The targets, sorted.
  let targets: [String]
  /// [sources][targets]; nil where the transfer has no affinity.
  let features: [[Double?]]

  /// The patterns exp(-beta P), where P is an affinity divided by the target's sum over the sources
  /// (paper, figure 13).
  init(_ affinities: TransferTable, sources: [String], targets: [String], beta: Double) {
    var features = Self.values(affinities, sources, targets)
    for target in targets.indices {
      let sum = features.reduce(0) { $0 + ($1[target] ?? 0) }
      for source in sources.indices {
        features[source][target] = features[source][target].map {
          exp(-beta * (sum > 0 ? $0 / sum : 0))
        }
      }
    }
    self.sources = sources
    self.targets = targets
    self.features = features
  }

  /// The patterns of ranks: a source's place among those of each target, from their mean.
  ///
  /// Less the source's own mean, too, so that the cosine of two patterns is a correlation.
  init(ranksOf affinities: TransferTable, sources: [String], targets: [String]) {
    var features = Self.values(affinities, sources, targets)
    for target in targets.indices {
      let places = Self.known(features.map { $0[target] }) { Self.centred(Statistics.ranks($0)) }
      for source in sources.indices { features[source][target] = places[source] }
    }
    self.sources = sources
    self.targets = targets
    self.features = features.map { Self.known($0, Self.centred) }
  }

  private static func values(
    _ affinities: TransferTable, _ sources: [String], _ targets: [String]
  ) -> [[Double?]] {
    sources.map { source in
      targets.map { affinities[Transfer(sources: [source], target: $0)] }
    }
  }

  /// What `body` makes of the values that there are; nil stays nil.
  private static func known(
    _ values: [Double?], _ body: ([Double]) -> [Double]
  ) -> [Double?] {
    var made = body(values.compactMap { $0 }).makeIterator()
    return values.map { $0 == nil ? nil : made.next() }
  }

  private static func centred(_ values: [Double]) -> [Double] {
    let mean = Statistics.mean(values) ?? 0
    return values.map { $0 - mean }
  }

  /// 1 less the cosine of two sources' patterns, over the targets that both have.
  func distance(_ left: Int, _ right: Int) -> Double {
    var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0)
    for (a, b) in zip(features[left], features[right]) {
      guard let a, let b else { continue }
      product += a * b
      leftSquare += a * a
      rightSquare += b * b
    }
    guard leftSquare > 0, rightSquare > 0 else { return 1 }
    return max(0, 1 - product / (leftSquare * rightSquare).squareRoot())
  }

  /// All distances, [sources][sources].
  var distances: [[Double]] {
    sources.indices.map { left in
      sources.indices.map { right in left == right ? 0 : distance(left, right) }
    }
  }
}
