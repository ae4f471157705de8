internal import Taxonomy

/// What closed-form readouts say, beside what was trained.
enum EstimateSection {
  /// The section; nil where nothing was estimated.
  static func section(_ results: RunResults) -> PageSection? {
    guard let estimates = results.estimates, !estimates.best.isEmpty else { return nil }
    return PageSection("estimates", name: "Estimates", heading: "What estimates say") { page in
      page.paragraph(introduction(estimates, isEstimate: results.isEstimate))
      if let mean = estimates.agreement?.meanRowCorrelation {
        page.paragraph(
          "Trained and estimated first-order affinities rank the sources of a target with a "
            + "correlation of \(NumberText.significant(mean)) (Spearman, mean over targets; 1 would "
            + "be the same order). A low figure means: do not trust the estimate there.")
      }
      page.details("Each target’s best sets by estimate") { page in
        page.paragraph(
          "The squared error on the validation images that the best set of each order leaves, as a "
            + "share of the error of the best constant guess: 100 % is no better than guessing.",
          class: "note")
        writeTable(results, estimates, &page)
      }
    }
  }

  private static func introduction(_ estimates: RunEstimates, isEstimate: Bool) -> String {
    let count = estimates.errors.count
    return
      "A linear readout has a closed form, so that every set of sources can be estimated: "
      + "\(Words.count(count, "transfer")) here, by ridge regression on the transfers’ images, "
      + "ranked on validation images that nothing else uses. "
      + (isEstimate
        ? "This whole map rests on such estimates; no transfer was trained."
        : "What is said elsewhere on this page rests on trained readouts alone.")
  }

  private static func writeTable(
    _ results: RunResults, _ estimates: RunEstimates, _ page: inout Markup
  ) {
    let correlations = Dictionary(
      (estimates.agreement?.rows ?? []).map { ($0.target, $0.correlation) },
      uniquingKeysWith: { first, _ in first })
    var table = PageTable([
      ("Target", false), ("Agreement with trained", true), ("Order", true), ("Error", true),
      ("Best set", false),
    ])
    for task in results.tasks {
      let rows = estimates.best.filter { $0.target == task.name }.sorted()
      for (place, row) in rows.enumerated() {
        let correlation = correlations[task.name] ?? nil
        table.add([
          place == 0 ? .task(task.name) : .sameTask(task.name),
          .number(place == 0 ? NumberText.significant(correlation) : ""),
          .number(String(row.order)), .number(NumberText.percent(row.value)),
          .tasks(row.sources),
        ])
      }
    }
    table.write(to: &page)
  }
}
