package import Taxonomy

/// Taxonomies that differ in their budget alone.
package struct BudgetSeries: Sendable {
  /// The most sources a transfer may combine; at least 1.
  package let maximumOrder: Int
  /// The taxonomies, by rising budget.
  package let taxonomies: [Taxonomy]

  /// A series of `taxonomies`, in any order.
  package init(maximumOrder: Int, taxonomies: [Taxonomy]) {
    precondition(maximumOrder >= 1, "a transfer has a source")
    self.maximumOrder = maximumOrder
    self.taxonomies = taxonomies.sorted { $0.budget < $1.budget }
  }

  /// At most `limit` taxonomies that show how a larger budget changes things.
  ///
  /// The smallest budget that has a taxonomy and the smallest that has the best one are among
  /// them; budgets that buy nothing are not.
  package func landmarks(limit: Int = 4) -> [Taxonomy] {
    let budgets = Solution.landmarks(taxonomies.map(Solution.init), limit: limit).map(\.budget)
    return taxonomies.filter { budgets.contains($0.budget) }
  }
}
