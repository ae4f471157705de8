/// The affinities of all pairs of tasks, and what they were before normalisation.
enum MatrixSection {
  /// The section; nil where there is no first-order affinity.
  static func section(_ results: RunResults) -> PageSection? {
    guard results.affinities.contains(where: { $0.order == 1 }) else { return nil }
    return PageSection("affinities", name: "Affinities", heading: "Which task helps which") {
      page in
      page.paragraph(
        "Losses of different tasks cannot be compared, so only wins are counted: for each target, "
          + "all transfers into it, of every order, and its own supervised network meet in a "
          + "tournament on the test images, the lower loss winning. The shares of wins become "
          + "ratios (“beats that one three times as often as it loses to it”), and the principal "
          + "eigenvector of their matrix, scaled to sum 1, gives each entrant’s affinity.")
      page.figure(
        AffinityMatrix.figure(results, .affinities),
        caption: "Transfers from one source. Rows are sources, columns targets; a cell’s shade "
          + "compares the affinity with the fair share, what every entrant of that target’s "
          + "tournament would have if all were equal. A ring marks the best source other than "
          + "the target itself. Where source and target are the same task, the cell is a readout "
          + "retrained on that task’s own encoder.")
      page.details("The best transfers into each target") { page in
        page.paragraph(
          "Up to three for each target, of any order, by affinity; the target’s own supervised "
            + "network is left out. Ranges, where given, show what resampling the test images changes.",
          class: "note")
        RankingTable.table(results).write(to: &page)
      }
      writeBefore(results, &page)
    }
  }

  /// What was there before the normalisation: the losses where they are known, else the gains.
  private static func writeBefore(_ results: RunResults, _ page: inout Markup) {
    if results.meanLosses.contains(where: { $0.order == 1 }) {
      page.details("Before normalisation: mean losses") { page in
        page.figure(
          AffinityMatrix.figure(results, .losses),
          caption: "The mean test losses of the same transfers on one logarithmic scale. "
            + "Columns differ more than rows, because each task measures its loss in a unit "
            + "of its own: this is what the normalisation takes away.")
      }
    } else if results.gain.contains(where: { $0.order == 1 }) {
      page.details("Before normalisation: win rates") { page in
        page.figure(
          AffinityMatrix.figure(results, .winRates),
          caption: "The files have no losses, so this is what comes closest: the share of test "
            + "images on which each transfer beats one opponent, the network trained from scratch. "
            + "Shares near 100% leave no room for differences; the tournament of all against all "
            + "finds them.")
      }
    }
  }
}
