internal import Glibc

/// What each source is good for: its first-order affinities to all targets, made comparable.
struct SourcePatterns {
  /// The sources, sorted.
  let sources: [String]
  /// The targets, sorted.
  let targets: [String]
  /// exp(-beta P), [sources][targets], P divided by its sum over the sources; nil where the
  /// transfer has no affinity.
  let features: [[Double?]]

  /// The patterns of the given sources and targets.
  init(_ affinities: TransferTable, sources: [String], targets: [String], beta: Double) {
    var features: [[Double?]] = sources.map { source in
      targets.map { affinities[Transfer(sources: [source], target: $0)] }
    }
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
