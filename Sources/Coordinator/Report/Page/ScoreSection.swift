/// How well each task was learned, in numbers.
enum ScoreSection {
  /// The section; nil where nothing was scored.
  static func section(_ results: RunResults) -> PageSection? {
    let byTask = Dictionary(
      results.scores.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    let rows = results.tasks.compactMap { byTask[$0.name] }
    guard !rows.isEmpty else { return nil }
    return PageSection("tasks", name: "Tasks", heading: "How well each task was learned") { page in
      page.paragraph(
        "A taxonomy is only as good as its networks. The first question is whether each task’s "
          + "own network learned anything: does it beat the best guess that ignores the image, "
          + "and a readout on an encoder that was never trained?")
      if rows.contains(where: { $0.ownOverAverage != nil || $0.ownOverRandom != nil }) {
        page.figure(
          WinRateBars.figure(results),
          caption: "The share of test images on which a task’s own, fully supervised network has "
            + "the lower loss. A bar that ends near the dashed line belongs to a network that "
            + "learned next to nothing; conclusions about that task are worth as little.")
      }
      page.details("Losses and win rates as a table") { writeTable(rows, &$0) }
    }
  }

  private static let columns: [(title: String, value: @Sendable (TaskScores) -> String)] = [
    ("Own network", { NumberText.significant($0.ownLoss) }),
    ("Average guess", { NumberText.significant($0.averageLoss) }),
    ("Random encoder", { NumberText.significant($0.randomLoss) }),
    ("From scratch", { NumberText.significant($0.scratchLoss) }),
    ("Best transfer", { NumberText.significant($0.bestLoss) }),
    ("Own beats average", { NumberText.percent($0.ownOverAverage) }),
    ("Own beats random", { NumberText.percent($0.ownOverRandom) }),
    ("Transfer beats scratch", { NumberText.percent($0.bestOverScratch) }),
    ("Transfer beats own", { NumberText.percent($0.bestOverOwn) }),
  ]

  private static func writeTable(_ rows: [TaskScores], _ page: inout Markup) {
    page.paragraph(
      "The first five columns are mean test losses, each in its task’s own unit; the next four "
        + "are shares of test images. The network from scratch has the data that transfers get.",
      class: "note")
    var table = PageTable(
      [("Task", false)] + columns.map { ($0.title, true) } + [("Best transfer from", false)])
    for row in rows {
      let numbers = columns.map { PageTable.Cell.number($0.value(row)) }
      table.add([.task(row.task)] + numbers + [.tasks(row.bestSources)])
    }
    table.write(to: &page)
  }
}
