package import Taxonomy

/// What random taxonomies reach with the same budget.
package struct ChanceLevel: Sendable {
  /// The supervision budget.
  package let budget: Double
  /// How the computed taxonomy compares with the random ones.
  package let significance: Significance

  /// The chance level of a budget.
  package init(budget: Double, significance: Significance) {
    self.budget = budget
    self.significance = significance
  }
}
