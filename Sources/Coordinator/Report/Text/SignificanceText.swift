internal import Taxonomy

/// Taxonomies beside random ones, for a terminal.
package enum SignificanceText {
  /// A line per budget: the optimum, what random taxonomies reach, and how far it is above them.
  package static func table(_ levels: [ChanceLevel], style: TextStyle = .plain) -> String {
    var table = TextTable(
      [
        ("budget", .right), ("optimum", .right), ("gain", .right),
        ("random gain", .right), ("5–95%", .right), ("z", .right), ("quality", .right),
        ("random quality", .right), ("5–95%", .right), ("z", .right),
      ], flexible: 3)
    for level in levels {
      let significance = level.significance
      let objective = significance.objective.map { NumberText.fixed($0.value, 4) }
      table.add(
        [NumberText.budget(level.budget), objective ?? NumberText.missing]
          + cells(significance.gain) + cells(significance.quality))
    }
    return table.text(style) + "\n" + note(levels, style)
  }

  private static func cells(_ figure: Significance.Figure?) -> [String] {
    guard let figure else { return [String](repeating: NumberText.missing, count: 4) }
    let deviation = figure.deviation.map { " ± " + NumberText.fixed($0, 4) } ?? ""
    return [
      NumberText.fixed(figure.value, 4), NumberText.fixed(figure.mean, 4) + deviation,
      "\(NumberText.fixed(figure.low, 3))–\(NumberText.fixed(figure.high, 3))",
      figure.z.map { NumberText.fixed($0, 1) } ?? NumberText.missing,
    ]
  }

  private static func note(_ levels: [ChanceLevel], _ style: TextStyle) -> String {
    let acceptance = levels.map(\.significance.acceptance)
    var text =
      "random: mean ± standard deviation over \(levels.first?.significance.draws ?? 0) draws"
    if let least = acceptance.min(), least < 1 {
      text += "; at worst \(NumberText.percent(least)) of the random choices served all targets"
    }
    return style.quiet(text) + "\n"
  }
}
