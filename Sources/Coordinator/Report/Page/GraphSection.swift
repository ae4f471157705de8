/// The taxonomies as graphs, one budget at a time, and as a table.
enum GraphSection {
  /// The section; nil where nothing was solved.
  static func section(_ results: RunResults) -> PageSection? {
    let solutions = results.taxonomies.map(Solution.init)
    let solved = Solution.improvements(solutions)
    guard !solved.isEmpty else { return nil }
    let first = firstShown(solved)
    return PageSection("taxonomy", name: "Taxonomy", heading: "The taxonomy, budget by budget") {
      page in
      page.paragraph(
        "The tasks on the left are supervised: labelled in full and trained from scratch. A curve "
          + "leads from each of them to the targets that are transferred from it; the number in a "
          + "disc is the order of the transfer, how many sources it combines. For every budget "
          + "this is the choice whose transfers have the largest total value (their affinities, "
          + "unless the run says otherwise), found by an integer program and proven to be best. "
          + "Budgets that are no better than the one before are left out.")
      page.tabs(
        "budget", lead: "Supervision budget", labels: solved.map { NumberText.budget($0.budget) },
        first: first
      ) { index, page in
        let solution = solved[index]
        page.figure(
          TaxonomyGraph.figure(solution, tasks: results.tasks), caption: caption(solution))
      }
      page.details("As a table") { table(solutions).write(to: &$0) }
    }
  }

  /// A budget small enough to be interesting, large enough to show transfers.
  private static func firstShown(_ solved: [Solution]) -> Int {
    let landmarks = Solution.landmarks(solved, limit: 4)
    let budget = landmarks.count > 2 ? landmarks[1].budget : landmarks.first?.budget
    return solved.firstIndex { $0.budget == budget } ?? 0
  }

  private static func caption(_ solution: Solution) -> String {
    var text =
      "Budget \(NumberText.budget(solution.budget)): \(solution.supervised.count) supervised, "
      + "\(solution.links.count) transferred. "
    if solution.meanGain != nil || solution.meanQuality != nil {
      text +=
        "Over all targets the mean gain is \(NumberText.percent(solution.meanGain)) and the mean "
        + "quality \(NumberText.percent(solution.meanQuality)). "
    }
    return text + "Point at a transfer to single it out."
  }

  private static func table(_ solutions: [Solution]) -> PageTable {
    let improvements = Set(Solution.improvements(solutions).map(\.budget))
    var table = PageTable([
      ("Budget", true), ("Gain", true), ("Quality", true), ("Objective", true),
      ("Supervised tasks", false),
    ])
    for solution in solutions where !solution.isSolved || improvements.contains(solution.budget) {
      table.add([
        .number(NumberText.budget(solution.budget)),
        .number(NumberText.percent(solution.meanGain)),
        .number(NumberText.percent(solution.meanQuality)),
        .number(solution.objective.map { NumberText.fixed($0, 3) } ?? NumberText.missing),
        solution.isSolved
          ? .tasks(solution.supervised) : .text("No taxonomy: \(solution.reason)"),
      ])
    }
    return table
  }
}
