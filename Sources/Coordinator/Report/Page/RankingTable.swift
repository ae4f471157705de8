internal import TaskSpace

/// The best transfers into each target, by affinity.
enum RankingTable {
  private static let places = 3

  /// A table with up to three transfers for each target, in dictionary order.
  static func table(_ results: RunResults) -> PageTable {
    var table = PageTable([
      ("Target", false), ("From", false), ("Affinity", true), ("Gain", true), ("Quality", true),
    ])
    let gain = values(results.gain)
    let quality = values(results.quality)
    let byTarget = Dictionary(grouping: results.affinities.filter(isTransfer), by: \.target)
    for task in results.tasks {
      for (place, entry) in best(of: byTarget[task.name] ?? []).enumerated() {
        let key = [entry.target] + entry.sources
        table.add([
          place == 0 ? .task(task.name) : .sameTask(task.name),
          .tasks(entry.sources), .number(NumberText.significant(entry.value)),
          .number(share(gain[key])), .number(share(quality[key])),
        ])
      }
    }
    return table
  }

  private static func best(of entries: [Measurement]) -> [Measurement] {
    let sorted = entries.sorted { left, right in
      left.value == right.value ? left < right : left.value > right.value
    }
    return Array(sorted.prefix(places))
  }

  /// What is no network of the target itself, trained in full or from scratch, and no guess.
  private static func isTransfer(_ entry: Measurement) -> Bool {
    let others = [TaskDictionary.supervised, TaskDictionary.scratch, TaskDictionary.average]
    return entry.order > 1 || !others.contains(entry.label)
  }

  private static func values(_ table: [Measurement]) -> [[String]: Measurement] {
    Dictionary(
      table.map { ([$0.target] + $0.sources, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// `74% (71–77%)`, as far as it is known.
  private static func share(_ measurement: Measurement?) -> String {
    guard let measurement else { return NumberText.missing }
    let value = NumberText.percent(measurement.value)
    guard let interval = measurement.interval else { return value }
    let low = NumberText.percent(interval.lowerBound).dropLast()
    return "\(value) (\(low)–\(NumberText.percent(interval.upperBound)))"
  }
}
