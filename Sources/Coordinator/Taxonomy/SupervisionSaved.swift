/// How much less supervision a taxonomy needs than training every target for itself.
///
/// Labels are supervised tasks times training images, plus transferred targets times transfer
/// images, against targets times training images. A task that costs half as much counts half.
package struct SupervisionSaved: Equatable, Sendable {
  /// How many labelled images networks need.
  package struct Labels: Equatable, Sendable {
    /// Those that a task's own network is trained on; at least 0.
    package let source: Double
    /// Those that a transfer is trained on; at least 0.
    package let transfer: Double

    /// The numbers of images, each zero or more.
    package init(source: Double, transfer: Double) {
      precondition(source >= 0 && transfer >= 0, "there are no fewer than no labels")
      self.source = source
      self.transfer = transfer
    }
  }

  /// What full supervision of every target needs.
  package let full: Double
  /// What full supervision of the chosen sources needs.
  package let sources: Double
  /// What the transfers need.
  package let transfers: Double

  /// The part of the full amount that is saved; negative where the taxonomy needs more, nil where
  /// full supervision needs nothing.
  package var share: Double? { full > 0 ? 1 - (sources + transfers) / full : nil }

  /// Adds up the labels of an optimal taxonomy.
  package init(by taxonomy: Taxonomy, for problem: TaxonomyProblem, labels: Labels) {
    full = problem.targets.reduce(0) { $0 + problem.cost(of: $1) * labels.source }
    sources = taxonomy.cost * labels.source
    transfers = taxonomy.transfers.reduce(0) { sum, choice in
      sum + (choice.transfer.isSupervised ? 0 : labels.transfer * problem.cost(of: choice.target))
    }
  }

  /// All of `parts` together.
  init(sum parts: [SupervisionSaved]) {
    full = parts.reduce(0) { $0 + $1.full }
    sources = parts.reduce(0) { $0 + $1.sources }
    transfers = parts.reduce(0) { $0 + $1.transfers }
  }
}
