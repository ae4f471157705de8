internal import Documents
internal import Report
internal import TaskSpace
internal import Taxonomy

/// Runs that tests look at.
enum Examples {
  /// Names that break whatever forgets to escape them.
  static let nasty = [
    "<script>alert(1)</script>", "a&b", "\"quoted\"", "it's", "semi;colon,comma", "back\\slash",
    "]]>", "bell\u{7}", "größe→表",
  ]

  /// Two targets and a source, small enough to know by heart.
  static func tiny() throws -> RunResults {
    let affinities = TransferTable([
      (Transfer(sources: ["self"], target: "normal"), 0.625),
      (Transfer(sources: ["jigsaw"], target: "normal"), 0.125),
      (Transfer(sources: ["depth"], target: "normal"), 0.25),
      (Transfer(sources: ["self"], target: "depth"), 0.5),
      (Transfer(sources: ["normal"], target: "depth"), 0.3),
      (Transfer(sources: ["jigsaw", "normal"], target: "depth"), 0.2),
    ])
    let shares = TransferTable(
      affinities.transfers.map { (transfer: $0, value: $0.isSupervised ? 0.5 : 0.25) })
    var results = RunResults(
      id: "0123abcd", name: "tiny", state: "done",
      tasks: [
        TaskEntry(name: "depth", isTarget: true), TaskEntry(name: "normal", isTarget: true),
        TaskEntry(name: "jigsaw", isTarget: false),
      ])
    results.affinities = measurements(affinities)
    results.gain = measurements(shares)
    results.quality = measurements(shares)
    results.series = try [1, 2].map { try series(affinities, shares, order: $0, upTo: 2) }
    return results
  }

  /// The 26 tasks of the dictionary, all pairs, made-up numbers, everything filled in.
  static func full() throws -> RunResults {
    let definitions = TaskDictionary.all
    var results = RunResults(
      id: "feedbeef", name: "full", state: "incomplete", tasks: definitions.map { TaskEntry($0) })
    results.tasks.append(TaskEntry(name: TaskDictionary.random, isTarget: false))
    let names = results.tasks.map(\.name)
    var entries: [(transfer: Transfer, value: Double)] = []
    for (column, target) in results.tasks.filter(\.isTarget).map(\.name).enumerated() {
      entries.append((Transfer(sources: ["self"], target: target), 0.25))
      for (row, source) in names.enumerated() {
        let value = Double(1 + (row * 7 + column * 11) % 26) / 400
        entries.append((Transfer(sources: [source], target: target), value))
      }
      let pair = [names[column % 20], names[column % 20 + 3]]
      entries.append((Transfer(sources: pair, target: target), 0.07))
    }
    let affinities = TransferTable(entries)
    let shares = TransferTable(entries.map { ($0.transfer, min(1, $0.value * 2)) })
    results.affinities = measurements(affinities)
    results.gain = measurements(shares)
    results.quality = measurements(shares)
    results.meanLosses = measurements(affinities)
    results.series = [try series(affinities, shares, order: 2, upTo: 6)]
    results.tree = try TaskTree(affinities)
    results.chance = try chance(affinities, shares, results.taxonomies)
    fillRest(of: &results)
    return results
  }

  /// One target, one supervised network, nothing else.
  static func single(named name: String) throws -> RunResults {
    let affinities = TransferTable([(Transfer(sources: ["self"], target: name), 1.0)])
    var results = RunResults(
      id: "1", name: name, state: "done", tasks: [TaskEntry(name: name, isTarget: true)])
    results.affinities = measurements(affinities)
    results.series = [try series(affinities, nil, order: 1, upTo: 1)]
    return results
  }

  /// The smallest picture: the header of a PNG, which is all that a page looks at.
  static let picture: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 0, 64, 0, 0, 0, 192, 8, 2, 0, 0, 0] + [0, 0, 0, 0]

  static func measurements(_ table: TransferTable) -> [Measurement] {
    zip(table.transfers, table.values).map {
      Measurement(sources: $0.sources, target: $0.target, value: $1, interval: $1...($1 + 0.01))
    }
  }

  static func series(
    _ affinities: TransferTable, _ shares: TransferTable?, order: Int, upTo budget: Int
  ) throws -> BudgetSeries {
    var options = TaxonomyOptions(budget: 1)
    options.maxOrder = order
    let problem = try TaxonomyProblem(
      affinities: affinities, gain: shares, quality: shares, options: options)
    let budgets = (0...budget).map { Double($0) }
    return BudgetSeries(
      maximumOrder: order, taxonomies: try TaxonomySolver.solve(problem, budgets: budgets))
  }

  private static func chance(
    _ affinities: TransferTable, _ shares: TransferTable, _ taxonomies: [Taxonomy]
  ) throws -> [ChanceLevel] {
    let problem = try TaxonomyProblem(
      affinities: affinities, gain: shares, quality: shares, options: TaxonomyOptions(budget: 1))
    return try taxonomies.filter { !$0.transfers.isEmpty }.map {
      let problem = problem.with(budget: $0.budget)
      return ChanceLevel(
        budget: $0.budget, significance: try Significance(of: $0, for: problem, draws: 20, seed: 1))
    }
  }

  private static func fillRest(of results: inout RunResults) {
    for (index, task) in results.tasks.enumerated() {
      var scores = TaskScores(task: task.name)
      scores.ownLoss = Double(index) / 7
      scores.ownOverAverage = index == 3 ? .nan : Double(index) / 26
      scores.ownOverRandom = 0.5
      scores.bestSources = ["normal", "reshading"]
      results.scores.append(scores)
      results.pictures.append(
        TaskPictures(
          task: task.name,
          strips: ["input", "truth", "own network"].map { SampleStrip(label: $0, png: picture) },
          rivals: index == 2 ? [SampleStrip(label: "from <a>", loss: 0.25, png: picture)] : []))
    }
    results.work = [WorkTally(kind: .train, jobs: 47, reused: 3, hours: 31.25)]
    results.hardware = ["a machine"]
    results.versions = [("Taskmap", "1")]
    results.spec = ["name": "full"]
    results.missing = [
      MissingJob(title: "transfer jigsaw → egomotion", state: "failed", reason: "It <died> & left.")
    ]
  }
}
