/// How much less supervision a taxonomy needs than training every target for itself.
package struct SupervisionSaved: Equatable, Sendable {
  /// What full supervision of every target costs.
  package let full: Double
  /// What full supervision of the chosen sources costs.
  package let sources: Double
  /// What the labels for the transfers cost.
  package let transfers: Double

  /// The part of the full cost that is saved; negative where the taxonomy costs more, nil where
  /// full supervision costs nothing.
  package var share: Double? { full > 0 ? 1 - (sources + transfers) / full : nil }

  /// Adds up the costs of an optimal taxonomy.
  ///
  /// - Parameters:
  ///   - transferShare: the labels that a transfer needs, as a share of full supervision: about
  ///     1/8 in the paper, 0 to count sources alone.
  package init(by taxonomy: Taxonomy, for problem: TaxonomyProblem, transferShare: Double = 0) {
    precondition((0...1).contains(transferShare), "a share lies between 0 and 1")
    full = problem.targets.reduce(0) { $0 + problem.cost(of: $1) }
    sources = taxonomy.cost
    transfers = taxonomy.transfers.reduce(0) { sum, choice in
      sum + (choice.transfer.isSupervised ? 0 : transferShare * problem.cost(of: choice.target))
    }
  }
}
