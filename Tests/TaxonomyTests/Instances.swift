import Taxonomy
import Testing

/// Random problems for the solver, from a seed.
struct Instances {
  var stream: RandomStream

  init(seed: Int) {
    stream = RandomStream(seed: UInt64(seed), number: 77)
  }

  /// A problem of a few tasks with every kind of oddity: costs, importances, ties, subsets,
  /// missing transfers, zero and negative values, either mode.
  mutating func small() throws -> TaxonomyProblem {
    let taskCount = 2 + stream.next(below: 7)
    let tasks = (0..<taskCount).map { "t\($0)" }
    let targetCount = 1 + stream.next(below: taskCount)
    let grain = [3, 50, 1_000_000][stream.next(below: 3)]
    var entries: [Transfer: Double] = [:]
    for target in tasks.prefix(targetCount) {
      if stream.next(below: 4) > 0 { add(["self"], target, grain, to: &entries) }
      for _ in 0..<1 + stream.next(below: 12) {
        let order = 1 + stream.next(below: min(4, taskCount))
        add(
          (0..<order).map { _ in tasks[stream.next(below: taskCount)] }, target, grain, to: &entries
        )
      }
    }
    var options = TaxonomyOptions(budget: Double(stream.next(below: 4 * taskCount)) / 4)
    options.mode = stream.next(below: 2) == 0 ? .free : .exclusive
    options.value = stream.next(below: 4) == 0 ? .sqrt : .affinity
    options.allowsRetrained = stream.next(below: 4) > 0
    if stream.next(below: 4) == 0 { options.maxOrder = 1 + stream.next(below: 3) }
    let table = TransferTable(entries.map { (transfer: $0.key, value: $0.value) })
    for target in table.targets where stream.next(below: 3) == 0 {
      options.importances[target] = Double(stream.next(below: 5)) / 2
    }
    for source in table.sources where stream.next(below: 2) == 0 {
      options.costs[source] = Double(stream.next(below: 9)) / 4
    }
    if stream.next(below: 3) == 0 {
      options.sources = table.sources.filter { _ in stream.next(below: 4) > 0 }
    }
    return try TaxonomyProblem(affinities: table, options: options)
  }

  /// A problem of many tasks, shaped like the published ones: every first-order transfer, and
  /// sets of the better sources with somewhat higher values.
  mutating func large(tasks count: Int, transfers: Int) throws -> TaxonomyProblem {
    let tasks = (0..<count).map { "t\($0)" }
    var entries: [Transfer: Double] = [:]
    for target in tasks.prefix(count * 4 / 5) {
      let skills = tasks.map { _ in unit() * unit() * unit() }
      entries[Transfer(sources: ["self"], target: target)] = 0.5 + 2 * unit()
      for (source, skill) in zip(tasks, skills) where source != target {
        entries[Transfer(sources: [source], target: target)] = skill
      }
      let ranked = tasks.indices.sorted { skills[$0] > skills[$1] }
      for _ in 0..<transfers {
        let members = (0..<2 + stream.next(below: 3)).map { _ in ranked[stream.next(below: 7)] }
        let sum = Set(members).sorted().reduce(0) { $0 + skills[$1] }
        entries[Transfer(sources: members.map { tasks[$0] }, target: target)] =
          sum * (0.6 + 0.4 * unit())
      }
    }
    var options = TaxonomyOptions(budget: Double(1 + stream.next(below: count / 2)))
    if stream.next(below: 2) == 0 {
      for task in tasks { options.costs[task] = Double(2 + stream.next(below: 7)) / 4 }
    }
    options.mode = stream.next(below: 3) == 0 ? .exclusive : .free
    let table = TransferTable(entries.map { (transfer: $0.key, value: $0.value) })
    return try TaxonomyProblem(affinities: table, options: options)
  }

  /// A problem of a few tasks with many transfers into each target, of which few are useless:
  /// the more sources, the better.
  mutating func dense(tasks count: Int) throws -> TaxonomyProblem {
    let tasks = (0..<count).map { "t\($0)" }
    var entries: [Transfer: Double] = [:]
    for target in tasks.prefix(count - 1) {
      entries[Transfer(sources: ["self"], target: target)] = 2 + 2 * unit()
      for _ in 0..<100 {
        let members = (0..<1 + stream.next(below: 5)).map { _ in tasks[stream.next(below: count)] }
        entries[Transfer(sources: members, target: target)] =
          Double(Set(members).count).squareRoot() + 0.5 * unit()
      }
    }
    var options = TaxonomyOptions(budget: Double(1 + stream.next(below: count)))
    for task in tasks where stream.next(below: 3) == 0 {
      options.costs[task] = Double(stream.next(below: 7)) / 4
    }
    options.mode = stream.next(below: 3) == 0 ? .exclusive : .free
    let table = TransferTable(entries.map { (transfer: $0.key, value: $0.value) })
    return try TaxonomyProblem(affinities: table, options: options)
  }

  private mutating func unit() -> Double { Double(stream.next(below: 1 << 30)) / 0x1p30 }

  private mutating func add(
    _ sources: [String], _ target: String, _ grain: Int, to entries: inout [Transfer: Double]
  ) {
    let value = Double(stream.next(below: grain) - grain / 10) / Double(grain)
    entries[Transfer(sources: sources, target: target)] = value
  }
}
