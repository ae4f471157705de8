internal import Documents
internal import Glibc
internal import Taxonomy

/// Wall time of the taxonomy solver beside other solvers, on the same problems in the same run.
struct SolverBenchmark {
  /// Problems of one size.
  private struct Size {
    let tasks: Int
    let maximumOrder: Int
    let perOrder: Int
    let seeds: Int
    let budgets: [Double]
    /// How long another solver may take, in seconds; nil where ours runs alone.
    let patience: Int?
  }

  private static let sizes = [
    Size(
      tasks: 26, maximumOrder: 4, perOrder: 12, seeds: 3, budgets: (1...26).map(Double.init),
      patience: 30),
    Size(tasks: 50, maximumOrder: 4, perOrder: 12, seeds: 1, budgets: [5, 12, 25], patience: 30),
    Size(
      tasks: 200, maximumOrder: 4, perOrder: 20, seeds: 3, budgets: [20, 50, 100], patience: 30),
    Size(
      tasks: 200, maximumOrder: 4, perOrder: 20, seeds: 20, budgets: [5, 10, 20, 35, 50, 75, 100],
      patience: nil),
  ]

  /// Prints medians and worst cases; with `alone`, of our own solver only.
  ///
  /// - Throws: `Failure` (software) where two solvers disagree.
  func run(alone: Bool, published: String?) throws {
    let folder = "/tmp/taskmap-solvers-\(getpid())"
    try Files.makeFolder(folder)
    defer { for name in Files.names(in: folder) { unlink("\(folder)/\(name)") } }
    if let published {
      let path = "\(published)/affinities.csv"
      let table = try TransferTable(csv: Files.read(path), name: path)
      let problem = try TaxonomyProblem(affinities: table, options: TaxonomyOptions(budget: 0))
      let problems = problem.wholeBudgets.map { problem.with(budget: $0) }
      try report("published", problems, patience: 30, alone ? nil : OtherSolvers(folder: folder))
    }
    for size in Self.sizes {
      var problems: [TaxonomyProblem] = []
      for seed in 0..<size.seeds {
        var map = SyntheticMap(seed: UInt64(seed))
        let problem = try map.problem(
          tasks: size.tasks, maximumOrder: size.maximumOrder, perOrder: size.perOrder)
        problems += size.budgets.map { problem.with(budget: $0) }
      }
      try report(
        "\(size.tasks) tasks", problems, patience: size.patience ?? 0,
        alone || size.patience == nil ? nil : OtherSolvers(folder: folder))
    }
  }

  private func report(
    _ name: String, _ problems: [TaxonomyProblem], patience: Int, _ others: OtherSolvers?
  ) throws {
    let transfers = problems[0].affinities.transfers.count
    print("\(name), \(transfers) transfers, \(problems.count) problems (ms: median, worst)")
    let ours = try problems.map(Self.timed)
    show("taskmap", ours.map(\.milliseconds), of: problems.count)
    show("taskmap, processor time", ours.map(\.processor), of: problems.count)
    guard let others else { return }
    let paths = try problems.enumerated().map { index, problem in
      let path = "/tmp/taskmap-solvers-\(getpid())/\(index).lp"
      try Files.write(Array(LinearProgram(problem).text.utf8), to: path, isDurable: false)
      return path
    }
    let glpsol = try paths.map { path throws(Failure) in
      try others.glpsol(path, seconds: patience)
    }
    try compare("glpsol", glpsol, ours.map(\.objective))
    for library in OtherSolvers.Library.allCases {
      guard let answers = try others.python(library, paths, seconds: patience) else {
        print("  \(library.rawValue): not in python3, or its licence is too small")
        continue
      }
      try compare(library.rawValue, answers, ours.map(\.objective))
    }
  }

  /// The best of three: what a person waits for, without what else the machine was doing.
  private static func timed(
    _ problem: TaxonomyProblem
  ) throws -> (milliseconds: Double, processor: Double, objective: Double) {
    var best = (wall: Double.infinity, processor: Double.infinity)
    var objective = 0.0
    for _ in 0..<3 {
      let start = ContinuousClock.now
      let ticks = clock()
      objective = try TaxonomySolver.solve(problem).objective ?? 0
      let processor = 1e3 * Double(clock() - ticks) / Double(CLOCKS_PER_SEC)
      let wall = (ContinuousClock.now - start) / .milliseconds(1)
      best = (min(best.wall, wall), min(best.processor, processor))
    }
    return (best.wall, best.processor, objective)
  }

  private func compare(
    _ name: String, _ answers: [OtherSolvers.Answer?], _ objectives: [Double]
  ) throws(Failure) {
    for (answer, objective) in zip(answers, objectives) {
      guard let answer, abs(answer.objective - objective) > 1e-6 else { continue }
      throw Failure(
        .software, "\(name) finds \(answer.objective) where this solver finds \(objective)")
    }
    show(name, answers.compactMap { $0?.milliseconds }, of: answers.count)
  }

  private func show(_ name: String, _ times: [Double], of count: Int) {
    guard !times.isEmpty else { return print("  \(name): none solved in time") }
    let sorted = times.sorted()
    let unsolved = count > times.count ? ", \(count - times.count) not solved in time" : ""
    print(
      "  \(name): \(rounded(sorted[sorted.count / 2])), \(rounded(sorted[sorted.count - 1]))"
        + unsolved)
    // What takes longest comes last; nobody should wait for the rest to see this.
    fflush(nil)
  }

  private func rounded(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
