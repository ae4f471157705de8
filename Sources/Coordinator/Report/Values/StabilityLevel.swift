package import Taxonomy

/// How firmly the choice of sources under one budget rests on the test images.
package struct StabilityLevel: Equatable, Sendable {
  /// The supervision budget.
  package let budget: Double
  /// The share of resamples in which each source is chosen.
  package let stability: SourceStability

  /// The level of one budget.
  package init(budget: Double, stability: SourceStability) {
    self.budget = budget
    self.stability = stability
  }
}
