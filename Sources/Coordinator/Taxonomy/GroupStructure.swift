/// Which groups of tasks a map shows: whose encoders are alike, and who serves whom.
///
/// First-order transfers between different tasks count; `self`, `scratch` and `average` do not.
package struct GroupStructure: Sendable {
  private let groups: [String: String]
  private let affinities: TransferTable
  /// The nearest other source of each source that has a group.
  private let neighbours: [String: String]

  /// The structure of a map.
  ///
  /// - Parameters:
  ///   - affinities: of all transfers, higher orders may be among them.
  ///   - groups: the group of each task that has one; other tasks are neighbours of nobody.
  package init(_ affinities: TransferTable, groups: [String: String]) {
    self.affinities = affinities
    self.groups = groups
    let sources = affinities.sources.filter {
      groups[$0] != nil && !affinities.firstOrderTargets(of: $0).isEmpty
    }
    let distances = SourcePatterns(
      affinities, sources: sources, targets: affinities.targets, beta: 20
    ).distances
    var neighbours: [String: String] = [:]
    for (index, source) in sources.enumerated() {
      let others = sources.indices.filter { $0 != index }
      let nearest = others.min { distances[index][$0] < distances[index][$1] }
      if let nearest { neighbours[source] = sources[nearest] }
    }
    self.neighbours = neighbours
  }

  /// The share of the sources of a group whose nearest other source, by the distances of
  /// `TaskTree`, is of the same group; nil where the group has no source.
  package func neighbourPurity(of group: String) -> Double? {
    let members = neighbours.filter { groups[$0.key] == group }
    return Statistics.mean(members.map { groups[$0.value] == group ? 1 : 0 })
  }

  /// The mean percentile that sources reach among those of a target: 0 for the worst, 1 for the
  /// best; nil where there is no such transfer.
  ///
  /// - Parameters:
  ///   - isSource: the sources that are asked about.
  ///   - isTarget: the targets that are asked about.
  package func meanPercentile(
    of isSource: (String) -> Bool, on isTarget: (String) -> Bool
  ) -> Double? {
    var percentiles: [Double] = []
    for target in affinities.targets where isTarget(target) {
      let rivals = ranking(of: target)
      guard rivals.count > 1 else { continue }
      for (place, source) in rivals.enumerated() where isSource(source) {
        percentiles.append(1 - Double(place) / Double(rivals.count - 1))
      }
    }
    return Statistics.mean(percentiles)
  }

  /// The group of a task; nil where it has none.
  package func group(of task: String) -> String? { groups[task] }

  /// The other sources of a target, the best first.
  package func ranking(of target: String) -> [String] {
    let rows = zip(affinities.transfers, affinities.values).filter { transfer, _ in
      transfer.target == target && transfer.isBetweenTasks
    }
    return rows.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { $0.0.sources[0] }
  }
}

extension TransferTable {
  /// The targets that have a first-order transfer from `source`.
  fileprivate func firstOrderTargets(of source: String) -> [String] {
    transfers.filter { $0.sources == [source] }.map(\.target)
  }
}
