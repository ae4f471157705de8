package import Documents
internal import TaskSpace
internal import Taxonomy

/// How far a map may be trusted, by what is known beside its affinities.
package struct MapTrust: Sendable {
  /// How alike the map and the published one rank the sources of a target.
  package struct Row: Equatable, Sendable {
    /// The target, as the map calls it.
    package let target: String
    /// The number of sources that both have.
    package let sources: Int
    /// Spearman's rank correlation, -1...1.
    package let correlation: Double
    /// What unrelated rankings stay below in 19 of 20 cases, 0...1.
    package let chance: Double

    /// Whether the rankings are more alike than chance would have it.
    package var agrees: Bool { correlation > chance }
  }

  /// How well the test images tell the best source of a target from the next.
  package struct Lead: Equatable, Sendable {
    /// The target, as the map calls it.
    package let target: String
    /// The source with the highest first-order affinity, the target's own encoder left out.
    package let best: String
    /// The next.
    package let second: String
    /// Whether the intervals of their affinities do not overlap.
    package let isClear: Bool
  }

  /// How well a task's own network has learned it.
  package struct Network: Equatable, Sendable {
    /// The task.
    package let task: String
    /// The share of test images on which it beats the average guess, 0...1.
    package let overAverage: Double

    /// Whether it is hardly better than guessing.
    package var isWeak: Bool { overAverage < MapTrust.weak }
  }

  /// Below this share of images won, a network has hardly learned its task.
  package static let weak = 0.6
  /// With fewer sources even equal rankings say little.
  private static let fewestSources = 5
  /// What a standard normal variable stays below in 19 of 20 cases.
  private static let ninetyFivePercent = 1.645

  /// The targets that the published map has too, in the order of the tasks.
  package let published: [Row]
  /// The mean of their correlations; nil where there is none.
  package let meanCorrelation: Double?
  /// What the mean of unrelated rankings stays below in 19 of 20 cases; nil where there is none.
  package let meanChance: Double?
  /// The targets whose affinities have intervals, in the order of the tasks.
  package let leads: [Lead]
  /// The tasks with a network of their own that was judged, in the order of the tasks.
  package let networks: [Network]
  /// How alike estimates and trained transfers rank the sources; nil where nothing is known.
  package let estimates: Double?

  /// What is known of a run's map.
  package init(_ results: RunResults) {
    published = Self.published(results)
    let correlations = published.map(\.correlation)
    if published.isEmpty {
      (meanCorrelation, meanChance) = (nil, nil)
    } else {
      let count = Double(published.count)
      meanCorrelation = correlations.reduce(0, +) / count
      // Spearman's correlation of n unrelated pairs has the variance 1 / (n - 1).
      let variance = published.reduce(0) { $0 + 1 / Double($1.sources - 1) } / (count * count)
      meanChance = Self.ninetyFivePercent * variance.squareRoot()
    }
    leads = results.tasks.filter(\.isTarget).compactMap { Self.lead($0.name, results) }
    let scores = Dictionary(
      results.scores.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    networks = results.tasks.compactMap { task in
      NumberText.finite(scores[task.name]?.ownOverAverage).map {
        Network(task: task.name, overAverage: $0)
      }
    }
    estimates = results.isEstimate ? nil : results.estimates?.agreement?.meanRowCorrelation
  }

  /// Whether anything is known.
  package var isEmpty: Bool {
    published.isEmpty && leads.isEmpty && networks.isEmpty && estimates == nil
  }

  private static func published(_ results: RunResults) -> [Row] {
    let table = TransferTable(
      results.affinities.map { (Transfer(sources: $0.sources, target: $0.target), $0.value) })
    let published = MapNames.translated(
      PublishedMap.table, to: table, aliases: TaskDictionary.names
    ).table
    guard let comparison = try? AffinityComparison(table, published, permutations: 0) else {
      return []
    }
    return results.tasks.compactMap { task in
      guard let row = comparison.rows.first(where: { $0.target == task.name }),
        row.count >= fewestSources, let correlation = row.correlation
      else { return nil }
      return Row(
        target: task.name, sources: row.count, correlation: correlation,
        chance: min(1, ninetyFivePercent / Double(row.count - 1).squareRoot()))
    }
  }

  private static func lead(_ target: String, _ results: RunResults) -> Lead? {
    let rivals = results.affinities.filter {
      $0.target == target && $0.interval != nil
        && Transfer(sources: $0.sources, target: target).isBetweenTasks
    }.sorted { ($1.value, $0.label) < ($0.value, $1.label) }
    guard rivals.count > 1, let best = rivals[0].interval, let second = rivals[1].interval else {
      return nil
    }
    return Lead(
      target: target, best: rivals[0].label, second: rivals[1].label,
      isClear: best.lowerBound > second.upperBound)
  }

  /// What is known as JSON; what is not known is null.
  package var json: JSON {
    .object([
      .init("published", .array(published.map(Self.json))),
      .init("meanCorrelation", meanCorrelation.map { .number($0) } ?? .null),
      .init("meanChance", meanChance.map { .number($0) } ?? .null),
      .init("leads", .array(leads.map(Self.json))),
      .init("weakTasks", .texts(networks.filter(\.isWeak).map(\.task))),
      .init("estimates", estimates.map { .number($0) } ?? .null),
    ])
  }

  private static func json(_ row: Row) -> JSON {
    .object([
      .init("target", .string(row.target)), .init("sources", .number(Double(row.sources))),
      .init("correlation", .number(row.correlation)), .init("chance", .number(row.chance)),
      .init("agrees", .bool(row.agrees)),
    ])
  }

  private static func json(_ lead: Lead) -> JSON {
    .object([
      .init("target", .string(lead.target)), .init("best", .string(lead.best)),
      .init("second", .string(lead.second)), .init("clear", .bool(lead.isClear)),
    ])
  }
}
