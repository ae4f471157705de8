internal import Taxonomy

/// Taxonomies against random feasible ones: gain and quality, and how many standard deviations
/// lie between.
package enum ChanceFigure {
  private static let plotWidth = 330.0
  private static let plotHeight = 190.0
  private static let zHeight = 74.0
  private static let top = 40.0
  private static let gap = 46.0

  /// Draws the levels of all budgets.
  package static func figure(_ levels: [ChanceLevel]) -> Figure {
    let levels = levels.sorted { $0.budget < $1.budget }
    let budgets = levels.map(\.budget)
    let range = (budgets.min() ?? 0)...(budgets.max() ?? 1)
    var drawing = Drawing()
    var left = 46.0
    for (title, value, style) in measures {
      let known = levels.compactMap { level in
        value(level.significance).map { (budget: level.budget, figure: $0) }
      }
      guard !known.isEmpty else { continue }
      let plot = SharePlot(
        left: left, top: top, width: plotWidth, height: plotHeight, budgets: range)
      drawing.label(title, left, 18, class: "heading")
      draw(known, plot, style, title, &drawing)
      drawScores(known, plot, style, &drawing)
      left += plotWidth + 62
    }
    let bottom = top + plotHeight + gap + zHeight
    drawLegend(bottom + 44, &drawing)
    return Figure(
      title: "Taxonomies against random ones", summary: summary(levels),
      width: max(left - 46, 420), height: bottom + 58, drawing: drawing)
  }

  /// Value, mean and deviation, and z of one figure, as a table has them.
  static func cells(_ figure: Significance.Figure?) -> [String] {
    guard let figure else { return [String](repeating: NumberText.missing, count: 3) }
    let deviation = figure.deviation.map { " ± " + NumberText.fixed(100 * $0, 1) } ?? ""
    return [
      NumberText.percent(figure.value), NumberText.fixed(100 * figure.mean, 1) + deviation + "%",
      figure.z.map { NumberText.fixed($0, 1) } ?? NumberText.missing,
    ]
  }

  private typealias Measure = (
    String, @Sendable (Significance) -> Significance.Figure?, String
  )

  private static let measures: [Measure] = [
    ("Gain", { $0.gain }, "gain"), ("Quality", { $0.quality }, "quality"),
  ]

  private static func draw(
    _ levels: [(budget: Double, figure: Significance.Figure)], _ plot: SharePlot,
    _ style: String, _ title: String, _ drawing: inout Drawing
  ) {
    plot.drawFrame(&drawing, isSparse: false)
    if levels.count > 1 {
      let upper = levels.map { (x: plot.x($0.budget), y: plot.y($0.figure.high)) }
      let lower = levels.reversed().map { (x: plot.x($0.budget), y: plot.y($0.figure.low)) }
      drawing.polyline(upper + lower, class: "band")
      drawing.polyline(
        levels.map { (x: plot.x($0.budget), y: plot.y($0.figure.mean)) },
        class: "curve stroke-random")
      drawing.polyline(
        levels.map { (x: plot.x($0.budget), y: plot.y($0.figure.value)) },
        class: "curve stroke-\(style)")
    }
    for level in levels {
      let x = plot.x(level.budget)
      let figure = level.figure
      if let deviation = figure.deviation {
        drawing.line(
          x, plot.y(figure.mean - deviation), x, plot.y(figure.mean + deviation),
          class: "whisker")
      }
      drawing.circle(x, plot.y(figure.mean), radius: 2.2, class: "level")
      drawing.circle(
        x, plot.y(figure.value), radius: 3, class: bar(style),
        title: "\(title), budget \(NumberText.budget(level.budget)): "
          + cells(figure).joined(separator: ", random ") + " (z)")
    }
  }

  /// A bar of z for each budget, below the plot.
  private static func drawScores(
    _ levels: [(budget: Double, figure: Significance.Figure)], _ plot: SharePlot,
    _ style: String, _ drawing: inout Drawing
  ) {
    let scores = levels.compactMap { level in level.figure.z.map { (level.budget, $0) } }
    let top = plot.top + plot.height + gap
    let highest = max(scores.map(\.1).max() ?? 0, 1)
    let lowest = min(scores.map(\.1).min() ?? 0, 0)
    func y(_ z: Double) -> Double { top + (highest - z) / (highest - lowest) * zHeight }
    drawing.label("z", plot.left - 30, top + zHeight / 2 + 4, class: "soft")
    for tick in ticks(lowest, highest) {
      drawing.line(
        plot.left, y(tick), plot.left + plot.width, y(tick), class: tick == 0 ? "axis" : "grid")
      drawing.label(NumberText.fixed(tick, 0), plot.left - 6, y(tick) + 4, .end, class: "soft")
    }
    let width = min(14, max(2, plot.width / Double(max(levels.count, 1)) * 0.6))
    for (budget, z) in scores {
      drawing.rectangle(
        plot.x(budget) - width / 2, min(y(z), y(0)), width, abs(y(z) - y(0)), radius: 1,
        class: bar(style),
        title: "budget \(NumberText.budget(budget)): z \(NumberText.fixed(z, 1))")
    }
    drawing.label(
      "supervision budget", plot.left + plot.width / 2, top + zHeight + 18, .middle,
      class: "soft")
  }

  /// At most seven round numbers between two.
  private static func ticks(_ lowest: Double, _ highest: Double) -> [Double] {
    let steps = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    guard let step = steps.first(where: { (highest - lowest) / $0 <= 5 }) else { return [0] }
    return Array(stride(from: (lowest / step).rounded(.up) * step, through: highest, by: step))
  }

  private static func drawLegend(_ y: Double, _ drawing: inout Drawing) {
    drawing.line(46, y - 4, 66, y - 4, class: "curve stroke-gain")
    drawing.label("computed taxonomy", 72, y, class: "soft")
    drawing.line(196, y - 4, 216, y - 4, class: "curve stroke-random")
    drawing.line(206, y - 10, 206, y + 2, class: "whisker")
    drawing.label("random: mean ± one standard deviation, 5–95%", 222, y, class: "soft")
  }

  private static func bar(_ style: String) -> String { style == "gain" ? "bar" : "bar2" }

  private static func summary(_ levels: [ChanceLevel]) -> String {
    let scores = levels.compactMap { $0.significance.gain?.z }.sorted()
    guard let least = scores.first, let most = scores.last else {
      return "Gain and quality of taxonomies and of random ones for \(levels.count) budgets."
    }
    return "In gain the taxonomies lie \(NumberText.fixed(least, 1)) to "
      + "\(NumberText.fixed(most, 1)) standard deviations above random ones."
  }
}
