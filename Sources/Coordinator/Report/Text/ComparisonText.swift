package import Documents
package import Taxonomy

/// The comparison of two maps, for a terminal and for programs.
package enum ComparisonText {
  /// Correlations, a line per target, and the budgets at which the choices differ.
  package static func text(
    _ comparison: AffinityComparison, _ choices: [ChoiceDifference], style: TextStyle = .plain
  ) -> String {
    var table = TextTable(
      [("target", .left), ("sources", .right), ("Spearman", .right)], flexible: 0)
    for row in comparison.rows {
      table.add([row.target, String(row.count), number(row.correlation)])
    }
    var text = table.text(style) + "\n"
    text += "Spearman, mean over targets  \(number(comparison.meanRowCorrelation))\n"
    text += "Spearman, all cells          \(number(comparison.cellCorrelation))\n"
    text += "Mantel's statistic           \(number(comparison.mantel))"
    if let probability = comparison.mantelProbability {
      text += "  (p = \(NumberText.significant(probability)), one-sided)"
    }
    return text + "\n\n" + differences(choices, style)
  }

  private static func differences(_ choices: [ChoiceDifference], _ style: TextStyle) -> String {
    let comparable = choices.filter { !$0.isIncomparable }
    let differing = comparable.filter { !$0.onlyLeft.isEmpty || !$0.onlyRight.isEmpty }
    var text = TextTable.paragraph(
      "Of \(Words.count(comparable.count, "budget")) that both can meet, "
        + "\(comparable.count - differing.count) lead to the same sources."
        + (choices.count > comparable.count
          ? " \(choices.count - comparable.count) cannot be met by both." : ""))
    guard !differing.isEmpty else { return text }
    var table = TextTable(
      [("budget", .right), ("shared", .right), ("targets differ", .right), ("sources", .left)],
      flexible: 3)
    for choice in differing {
      let left = choice.onlyLeft.joined(separator: ", ")
      let right = choice.onlyRight.joined(separator: ", ")
      table.add([
        NumberText.budget(choice.budget), String(choice.both.count),
        String(choice.targets.count),
        "left: \(left.isEmpty ? "nothing more" : left); "
          + "right: \(right.isEmpty ? "nothing more" : right)",
      ])
    }
    text += "\n" + table.text(style)
    return text
  }

  /// `{"rows":[…],"meanRowSpearman":…,"cellSpearman":…,"mantel":…,"choices":[…]}`.
  package static func json(
    _ comparison: AffinityComparison, _ choices: [ChoiceDifference]
  ) -> JSON {
    func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    return .object([
      .init(
        "rows",
        .array(
          comparison.rows.map { row in
            .object([
              .init("target", .string(row.target)), .init("sources", .number(Double(row.count))),
              .init("spearman", number(row.correlation)),
            ])
          })),
      .init("meanRowSpearman", number(comparison.meanRowCorrelation)),
      .init("cellSpearman", number(comparison.cellCorrelation)),
      .init("mantel", number(comparison.mantel)),
      .init("mantelProbability", number(comparison.mantelProbability)),
      .init("choices", .array(choices.map(\.json))),
    ])
  }

  private static func number(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, 3) } ?? NumberText.missing
  }
}
