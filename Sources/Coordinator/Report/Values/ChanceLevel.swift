package import Documents
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

  /// The level as JSON; what is not known is `null`.
  package var json: JSON {
    .object([
      .init("budget", .number(budget)), .init("draws", .number(Double(significance.draws))),
      .init("acceptance", .number(significance.acceptance)),
      .init("objective", Self.json(significance.objective)),
      .init("gain", Self.json(significance.gain)),
      .init("quality", Self.json(significance.quality)),
    ])
  }

  private static func json(_ figure: Significance.Figure?) -> JSON {
    guard let figure else { return .null }
    func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    return .object([
      .init("value", .number(figure.value)), .init("mean", .number(figure.mean)),
      .init("deviation", number(figure.deviation)), .init("low", .number(figure.low)),
      .init("high", .number(figure.high)), .init("percentile", .number(figure.percentile)),
      .init("z", number(figure.z)),
    ])
  }
}
