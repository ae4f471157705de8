internal import Taxonomy

/// Whether the taxonomies are better than chance.
enum ChanceSection {
  /// The section; nil where chance was not computed, or nothing can be compared.
  static func section(_ results: RunResults) -> PageSection? {
    let known = results.chance.filter {
      $0.significance.gain != nil || $0.significance.quality != nil
    }
    guard let first = known.first else { return nil }
    return PageSection("chance", name: "Chance", heading: "Better than chance?") { page in
      page.figure(
        ChanceFigure.figure(results.chance),
        caption: "The computed taxonomy of each budget (line) against "
          + "\(first.significance.draws) random feasible ones that may spend as much (grey: mean "
          + "and one standard deviation; the band holds nine in ten). Random means: as many "
          + "random sources as the budget allows, its own network for a supervised target, and "
          + "for every other target any transfer whose sources are there. Below, z: how many "
          + "standard deviations the taxonomy lies above their mean.")
      page.details("The same as a table") { writeTable(known, &$0) }
    }
  }

  private static func writeTable(_ levels: [ChanceLevel], _ page: inout Markup) {
    var table = PageTable([
      ("Budget", true), ("Gain", true), ("Random gain", true), ("z", true), ("Quality", true),
      ("Random quality", true), ("z", true),
    ])
    for level in levels {
      table.add(
        [.number(NumberText.budget(level.budget))]
          + (ChanceFigure.cells(level.significance.gain)
          + ChanceFigure.cells(level.significance.quality)).map { .number($0) })
    }
    table.write(to: &page)
  }
}
