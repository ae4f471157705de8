internal import Taxonomy

/// What a larger budget buys: mean gain and quality, and those of every target.
enum CurveSection {
  /// The section; nil where no taxonomy has a gain or a quality.
  static func section(_ results: RunResults) -> PageSection? {
    let solutions = results.series.flatMap(\.taxonomies).map(Solution.init)
    guard solutions.contains(where: { $0.meanGain != nil || $0.meanQuality != nil }) else {
      return nil
    }
    return PageSection("budgets", name: "Budgets", heading: "What a larger budget buys") { page in
      page.figure(
        BudgetCurves.figure(results.series, chance: results.chance),
        caption: "Mean gain and mean quality over all targets against the supervision budget, a "
          + "line for each highest order: how many sources a transfer may combine. The dashed "
          + "line is parity: as many images won as lost. A target that is itself supervised "
          + "counts with its own network, whose quality is 50% by definition."
          + (results.chance.isEmpty
            ? ""
            : " The grey band holds nine in ten of the random taxonomies that spend the same "
              + "budget: a line above it beats more than 95% of them."))
      if !results.taxonomies.filter({ !$0.transfers.isEmpty }).isEmpty {
        page.details("The same for every target") { page in
          page.figure(
            SmallMultiples.targets(results.taxonomies, tasks: results.tasks),
            caption: "Gain and quality of each target in the taxonomy of each budget, with the "
              + "highest order of transfers. Lines may fall: the integer program serves all "
              + "targets together, and a target may give way to others.")
        }
      }
    }
  }
}
