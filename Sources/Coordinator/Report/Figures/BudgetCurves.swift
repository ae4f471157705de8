internal import Taxonomy

/// Mean gain and quality against the supervision budget, a line per highest order.
package enum BudgetCurves {
  private static let plotWidth = 300.0
  private static let plotHeight = 210.0

  /// Draws both, side by side.
  ///
  /// - Parameters:
  ///   - series: the lines.
  ///   - chance: what random taxonomies reach, drawn as a band behind the lines.
  package static func figure(_ series: [BudgetSeries], chance: [ChanceLevel] = []) -> Figure {
    let lines = series.map { entry in
      (order: entry.maximumOrder, solutions: entry.taxonomies.map(Solution.init))
    }
    let solved = lines.flatMap(\.solutions).filter(\.isSolved)
    let budgets = solved.map(\.budget)
    let range = (budgets.min() ?? 0)...(budgets.max() ?? 1)
    var drawing = Drawing()
    var left = 46.0
    for (title, value, random) in measures {
      let plot = SharePlot(
        left: left, top: 40, width: plotWidth, height: plotHeight, budgets: range)
      drawing.label(title, left, 18, class: "heading")
      plot.drawFrame(&drawing, isSparse: false)
      drawBand(chance.sorted { $0.budget < $1.budget }, random, plot, &drawing)
      draw(lines, value, title, plot, &drawing)
      drawing.label(
        "supervision budget", left + plotWidth / 2, 40 + plotHeight + 36, .middle, class: "soft")
      left += plotWidth + labelWidth(lines.map(\.order)) + 62
    }
    return Figure(
      title: "Gain and quality against the supervision budget", summary: summary(solved),
      width: left - 46, height: 40 + plotHeight + 48, drawing: drawing)
  }

  private typealias Measure = (
    String, @Sendable (Solution) -> Double?, @Sendable (Significance) -> Significance.Figure?
  )

  private static let measures: [Measure] = [
    ("Gain", { $0.meanGain }, { $0.gain }), ("Quality", { $0.meanQuality }, { $0.quality }),
  ]

  /// Fills the space between the 5th and the 95th percentile of random taxonomies.
  private static func drawBand(
    _ chance: [ChanceLevel], _ value: (Significance) -> Significance.Figure?, _ plot: SharePlot,
    _ drawing: inout Drawing
  ) {
    let known = chance.compactMap { level in
      value(level.significance).map { (x: plot.x(level.budget), figure: $0) }
    }.filter { (plot.left...plot.left + plot.width).contains($0.x) }
    guard known.count > 1 else { return }
    let upper = known.map { (x: $0.x, y: plot.y($0.figure.high)) }
    let lower = known.reversed().map { (x: $0.x, y: plot.y($0.figure.low)) }
    drawing.polyline(upper + lower, class: "band")
  }

  private static func draw(
    _ lines: [(order: Int, solutions: [Solution])], _ value: (Solution) -> Double?,
    _ title: String, _ plot: SharePlot, _ drawing: inout Drawing
  ) {
    var ends: [(order: Int, y: Double)] = []
    for line in lines {
      let points = line.solutions.compactMap { solution in
        value(solution).map { (budget: solution.budget, share: $0) }
      }
      guard let last = points.last else { continue }
      plot.draw(
        points, order: line.order, name: "\(title), \(name(line.order))", isSparse: false, &drawing)
      ends.append((line.order, plot.y(last.share)))
    }
    let x = plot.left + plot.width + 10
    for end in spread(ends) {
      drawing.label(
        name(end.order), x, end.y + 4, class: FigureStyle.orderClass(end.order))
    }
  }

  /// Moves labels apart that would lie on top of each other.
  private static func spread(_ ends: [(order: Int, y: Double)]) -> [(order: Int, y: Double)] {
    var sorted = ends.sorted { ($0.y, $0.order) < ($1.y, $1.order) }
    for index in sorted.indices.dropFirst() {
      sorted[index].y = max(sorted[index].y, sorted[index - 1].y + 15)
    }
    return sorted
  }

  private static func name(_ order: Int) -> String { order == 1 ? "order 1" : "order ≤ \(order)" }

  private static func labelWidth(_ orders: [Int]) -> Double {
    orders.map { TextMetrics.width(name($0), size: 12.5) }.max() ?? 0
  }

  private static func summary(_ solved: [Solution]) -> String {
    guard let first = solved.first, let last = solved.last else { return "There is no taxonomy." }
    return "With a budget of \(NumberText.budget(first.budget)) the mean gain is "
      + "\(NumberText.percent(first.meanGain)) and the mean quality "
      + "\(NumberText.percent(first.meanQuality)); with \(NumberText.budget(last.budget)) they are "
      + "\(NumberText.percent(last.meanGain)) and \(NumberText.percent(last.meanQuality))."
  }
}
