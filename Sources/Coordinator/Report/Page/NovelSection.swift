internal import Taxonomy

/// How well targets are solved that are never sources.
enum NovelSection {
  /// The section; nil where no target has a transfer from other tasks with a gain or a quality.
  static func section(_ results: RunResults) -> PageSection? {
    let levels = results.novel.flatMap(\.levels)
    guard levels.contains(where: { $0.gain != nil || $0.quality != nil }) else { return nil }
    return PageSection("novel", name: "Novel tasks", heading: "If a task were new") { page in
      page.paragraph(
        "A novel task is a target that is never a source: nobody has trained its own network, and "
          + "the only labels are the few that transfers get. Here each target in turn is treated "
          + "so; all other tasks may be its sources.")
      page.figure(
        NovelFigure.figure(results.novel, tasks: results.tasks),
        caption: "Gain and quality of the transfer with the highest affinity, for each highest "
          + "order; the number in a disc is that order. Right of the dashed line more test images "
          + "are won than lost: in gain against a network trained from scratch on the same few "
          + "labels, in quality against the target’s fully supervised network.")
      page.details("The transfers as a table") { writeTable(results.novel, &$0) }
    }
  }

  private static func writeTable(_ novel: [NovelTask], _ page: inout Markup) {
    var table = PageTable([
      ("Target", false), ("Order at most", true), ("From", false), ("Gain", true),
      ("Quality", true),
    ])
    for task in novel {
      for (place, level) in task.levels.enumerated() {
        table.add([
          place == 0 ? .task(task.target) : .sameTask(task.target),
          .number(String(level.maximumOrder)), .tasks(level.transfer.sources),
          .number(NumberText.percent(level.gain)), .number(NumberText.percent(level.quality)),
        ])
      }
    }
    table.write(to: &page)
  }
}
