internal import Taxonomy

/// How many labels the taxonomies save, and at what quality.
enum SavedSection {
  /// The section; nil where it is not known how many labels networks need.
  static func section(_ results: RunResults) -> PageSection? {
    guard results.saved.contains(where: { $0.saved.share != nil }) else { return nil }
    return PageSection("labels", name: "Labels", heading: "How much supervision is saved") {
      page in
      if let sentence = sentence(results.saved) { page.paragraph(sentence, class: "answer") }
      page.figure(
        SavedFigure.figure(results.saved),
        caption: "The labels that the taxonomy of each budget needs, as a share of what training "
          + "every target’s own network would, beside the mean quality it reaches. Labels are "
          + "supervised tasks times training images plus transferred targets times transfer "
          + "images, against targets times training images."
          + (results.saved.contains { $0.interval != nil }
            ? " Strokes hold 95% of resamples of the test images."
            : " Without losses, the quality has no interval."))
      page.details("The same as a table") { writeTable(results.saved, "95% interval", &$0) }
      if let sets = results.savedForTen { write(sets, &page) }
    }
  }

  /// The paper's claim about ten tasks, for any ten.
  private static func write(_ sets: SavedForSets, _ page: inout Markup) {
    let levels = sets.levels.map { SavedLevel($0) }
    guard levels.contains(where: { $0.saved.share != nil }) else { return }
    page.element("h3", text: "Any \(sets.size) tasks")
    if let sentence = sentence(levels) { page.paragraph(sentence, class: "answer") }
    page.figure(
      SavedFigure.figure(levels),
      caption: "The paper says that the labels for a set of ten tasks can be reduced by about two "
        + "thirds at nearly the same performance. Here are \(sets.count) random sets of "
        + "\(sets.size) targets, each solved for itself, with all sources to choose from: means "
        + "over the sets; strokes hold the quality of 95% of them.")
    page.details("The same as a table") { writeTable(levels, "95% of the sets", &$0) }
  }

  /// The smallest budget whose quality is within a tenth of the best that is to be had.
  private static func sentence(_ levels: [SavedLevel]) -> String? {
    guard let best = levels.compactMap(\.quality).max(),
      let level = levels.first(where: { ($0.quality ?? 0) >= 0.9 * best }),
      let share = level.saved.share, share > 0, let quality = level.quality
    else { return nil }
    return "A budget of \(NumberText.budget(level.budget)) saves \(NumberText.percent(share)) of "
      + "the labels at a mean quality of \(NumberText.percent(quality)); no budget reaches more "
      + "than \(NumberText.percent(best))."
  }

  private static func writeTable(
    _ levels: [SavedLevel], _ range: String, _ page: inout Markup
  ) {
    var table = PageTable([
      ("Budget", true), ("For sources", true), ("For transfers", true), ("Full supervision", true),
      ("Saved", true), ("Quality", true), (range, true),
    ])
    for level in levels {
      table.add(
        [
          NumberText.budget(level.budget), NumberText.fixed(level.saved.sources, 0),
          NumberText.fixed(level.saved.transfers, 0), NumberText.fixed(level.saved.full, 0),
          NumberText.percent(level.saved.share), NumberText.percent(level.quality),
          interval(level.interval),
        ].map { .number($0) })
    }
    table.write(to: &page)
  }

  private static func interval(_ interval: Interval?) -> String {
    guard let interval else { return NumberText.missing }
    return "\(NumberText.percent(interval.low))–\(NumberText.percent(interval.high))"
  }
}
