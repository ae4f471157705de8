package import Taxonomy

/// Taxonomies for a terminal: plain text in 100 columns.
package enum TaxonomyText {
  /// What the two shares mean, in a line each.
  static let explanations = [
    "gain: share of test images on which the transfer beats a network trained from scratch on the "
      + "same data",
    "quality: share of test images on which it beats the fully supervised network; 50% is parity",
  ]

  /// A few taxonomies, each with what to supervise and how every other target is solved.
  package static func details(_ taxonomies: [Taxonomy], style: TextStyle = .plain) -> String {
    let solutions = taxonomies.map(Solution.init)
    return solutions.map { detail($0, style) }.joined(separator: "\n") + legend(solutions, style)
  }

  /// All budgets in one table, a line each.
  package static func overview(_ taxonomies: [Taxonomy], style: TextStyle = .plain) -> String {
    let solutions = taxonomies.map(Solution.init)
    return table(solutions, style) + legend(solutions, style)
  }

  /// A few taxonomies in detail, and then all budgets in one table.
  package static func summary(
    _ few: [Taxonomy], of taxonomies: [Taxonomy], style: TextStyle = .plain
  ) -> String {
    let solutions = taxonomies.map(Solution.init)
    return few.map { detail(Solution($0), style) + "\n" }.joined() + table(solutions, style)
      + legend(solutions, style)
  }

  private static func table(_ solutions: [Solution], _ style: TextStyle) -> String {
    var table = TextTable(
      [
        ("budget", .right), ("gain", .right), ("quality", .right), ("objective", .right),
        ("supervise", .left),
      ], flexible: 4)
    let worthwhile = Set(Solution.improvements(solutions).map(\.budget))
    for solution in solutions where !solution.isSolved || worthwhile.contains(solution.budget) {
      table.add([
        NumberText.budget(solution.budget),
        solution.isSolved ? NumberText.percent(solution.meanGain) : NumberText.missing,
        solution.isSolved ? NumberText.percent(solution.meanQuality) : NumberText.missing,
        solution.objective.map { NumberText.fixed($0, 4) } ?? NumberText.missing,
        solution.isSolved
          ? solution.supervised.joined(separator: ", ") : "none: \(solution.reason)",
      ])
    }
    return table.text(style) + plateau(solutions, style)
  }

  /// What is to be said of the budgets that the table leaves out, because they buy nothing.
  private static func plateau(_ solutions: [Solution], _ style: TextStyle) -> String {
    let omitted = solutions.filter(\.isSolved).count - Solution.improvements(solutions).count
    guard omitted > 0 else { return "" }
    return style.quiet("Budgets that are not listed are no better than the one before.") + "\n"
  }

  private static func detail(_ solution: Solution, _ style: TextStyle) -> String {
    let budget = NumberText.budget(solution.budget)
    guard solution.isSolved else {
      let lines = paragraph("Budget \(budget): no taxonomy: \(solution.reason)")
      return lines.joined(separator: "\n") + "\n"
    }
    let names = solution.supervised.joined(separator: ", ")
    let supervise = paragraph(
      "Budget \(budget): supervise \(names.isEmpty ? "nothing" : names)", indent: "  ")
    var text = style.strong(supervise.joined(separator: "\n")) + "\n"
    text +=
      "  mean gain \(NumberText.percent(solution.meanGain)), mean quality "
      + "\(NumberText.percent(solution.meanQuality)) over \(solution.targetCount) "
      + "\(solution.targetCount == 1 ? "target" : "targets")\n"
    guard !solution.links.isEmpty else { return text }
    var table = TextTable(
      [("target", .left), ("from", .left), ("gain", .right), ("quality", .right)], flexible: 1)
    for link in solution.links {
      table.add([
        link.target, "<- " + link.sources.joined(separator: ", "), NumberText.percent(link.gain),
        NumberText.percent(link.quality),
      ])
    }
    return text + "\n" + table.text(style)
  }

  /// What the shares mean, where there are some.
  private static func legend(_ solutions: [Solution], _ style: TextStyle) -> String {
    guard solutions.contains(where: \.isSolved) else { return "" }
    let lines = explanations.flatMap { paragraph($0, indent: "  ") }
    return "\n" + lines.map { style.quiet($0) + "\n" }.joined()
  }

  private static func paragraph(_ text: String, indent: String = "") -> [String] {
    let lines = TextTable.wrapped(
      TextTable.harmless(text), width: TextTable.pageWidth - indent.count)
    return lines.enumerated().map { $0.offset == 0 ? $0.element : indent + $0.element }
  }
}
