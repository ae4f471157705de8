package import Taxonomy

/// Many small plots of the same kind, in rows and columns.
package enum SmallMultiples {
  private static let plotWidth = 150.0
  private static let plotHeight = 62.0
  private static let cellWidth = 222.0
  private static let cellHeight = 118.0

  /// Gain and quality of every target against the supervision budget.
  ///
  /// - Parameters:
  ///   - taxonomies: one per budget.
  ///   - tasks: the dictionary, in whose order the targets come.
  ///   - columns: plots side by side, at least 1.
  package static func targets(
    _ taxonomies: [Taxonomy], tasks: [TaskEntry], columns: Int = 4
  ) -> Figure {
    let solutions = taxonomies.map(Solution.init).filter(\.isSolved)
    let budgets = solutions.map(\.budget)
    let range = (budgets.min() ?? 0)...(budgets.max() ?? 1)
    let names = targets(of: solutions, tasks)
    let panels = names.map { panel($0, solutions, range) }
    var drawing = grid(panels, columns: columns)
    let columns = min(columns, max(names.count, 1))
    let rows = (names.count + columns - 1) / columns
    let y = Double(rows) * cellHeight + 12
    drawing.rectangle(46, y - 4, 18, 3, class: "bar")
    drawing.label("gain", 70, y, class: "soft")
    drawing.rectangle(118, y - 4, 18, 3, class: "bar2")
    drawing.label("quality", 142, y, class: "soft")
    return Figure(
      title: "Every target against the supervision budget",
      summary: "A small plot of gain and quality for each of \(names.count) targets.",
      width: max(Double(columns) * cellWidth, 220), height: y + 12, drawing: drawing)
  }

  /// Panels of one size, laid out in rows.
  static func grid(_ panels: [Drawing], columns: Int) -> Drawing {
    precondition(columns >= 1, "a grid has a column")
    var drawing = Drawing()
    for (index, panel) in panels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      drawing.place(panel, atX: Double(column) * cellWidth, y: Double(row) * cellHeight)
    }
    return drawing
  }

  private static func panel(
    _ target: String, _ solutions: [Solution], _ range: ClosedRange<Double>
  ) -> Drawing {
    let plot = SharePlot(left: 46, top: 26, width: plotWidth, height: plotHeight, budgets: range)
    var drawing = Drawing()
    let name = TextMetrics.fitted(target, size: 11.5, width: cellWidth - 10)
    drawing.label(name, 8, 14, class: "label")
    plot.drawFrame(&drawing, isSparse: true)
    line(target, solutions, \.gain, "stroke-gain", plot, &drawing)
    line(target, solutions, \.quality, "stroke-quality", plot, &drawing)
    return drawing
  }

  private static func line(
    _ target: String, _ solutions: [Solution], _ value: KeyPath<Solution.Link, Double?>,
    _ style: String, _ plot: SharePlot, _ drawing: inout Drawing
  ) {
    let points = solutions.compactMap { solution -> (x: Double, y: Double)? in
      guard let share = solution.link(to: target)?[keyPath: value] else { return nil }
      return (plot.x(solution.budget), plot.y(share))
    }
    if points.count > 1 { drawing.polyline(points, class: "curve \(style)") }
    if points.count == 1 { drawing.circle(points[0].x, points[0].y, radius: 3, class: style) }
  }

  private static func targets(of solutions: [Solution], _ tasks: [TaskEntry]) -> [String] {
    let solved = Set(solutions.flatMap { $0.own.map(\.target) + $0.links.map(\.target) })
    let known = tasks.map(\.name).filter(solved.contains)
    return known + solved.subtracting(known).sorted()
  }
}
