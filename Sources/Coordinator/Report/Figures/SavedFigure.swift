internal import Taxonomy

/// The labels that taxonomies need beside the quality they reach, against the budget.
package enum SavedFigure {
  private static let width = 560.0
  private static let height = 230.0

  /// Draws the levels of all budgets.
  package static func figure(_ levels: [SavedLevel]) -> Figure {
    let levels = levels.sorted { $0.budget < $1.budget }
    let budgets = levels.map(\.budget)
    let plot = SharePlot(
      left: 46, top: 16, width: width, height: height,
      budgets: (budgets.min() ?? 0)...(budgets.max() ?? 1))
    var drawing = Drawing()
    plot.drawFrame(&drawing, isSparse: false)
    let needed = levels.compactMap { level in
      level.saved.share.map { (budget: level.budget, share: 1 - $0) }
    }
    drawIntervals(levels, plot, &drawing)
    let quality = levels.compactMap { level in
      level.quality.map { (budget: level.budget, share: $0) }
    }
    draw(needed, "labels needed", "gain", "bar", plot, &drawing)
    draw(quality, "mean quality", "quality", "bar2", plot, &drawing)
    drawing.label(
      "supervision budget", 46 + width / 2, 16 + height + 36, .middle, class: "soft")
    drawLegend(16 + height + 58, &drawing)
    return Figure(
      title: "Supervision saved", summary: summary(needed, quality), width: 46 + width + 16,
      height: 16 + height + 68, drawing: drawing)
  }

  private static func draw(
    _ points: [(budget: Double, share: Double)], _ name: String, _ style: String, _ dot: String,
    _ plot: SharePlot, _ drawing: inout Drawing
  ) {
    if points.count > 1 {
      drawing.polyline(
        points.map { (x: plot.x($0.budget), y: plot.y($0.share)) },
        class: "curve stroke-\(style)")
    }
    for point in points {
      drawing.circle(
        plot.x(point.budget), plot.y(point.share), radius: 3, class: dot,
        title: "budget \(NumberText.budget(point.budget)): \(name) "
          + NumberText.percent(point.share))
    }
  }

  private static func drawIntervals(
    _ levels: [SavedLevel], _ plot: SharePlot, _ drawing: inout Drawing
  ) {
    for level in levels {
      guard let interval = level.interval else { continue }
      let x = plot.x(level.budget)
      drawing.line(x, plot.y(interval.low), x, plot.y(interval.high), class: "whisker")
      for end in [interval.low, interval.high] {
        drawing.line(x - 3, plot.y(end), x + 3, plot.y(end), class: "whisker")
      }
    }
  }

  private static func drawLegend(_ y: Double, _ drawing: inout Drawing) {
    drawing.rectangle(46, y - 5, 18, 3, class: "bar")
    drawing.label("labels needed, of those for full supervision", 70, y, class: "soft")
    drawing.rectangle(346, y - 5, 18, 3, class: "bar2")
    drawing.label("mean quality", 370, y, class: "soft")
  }

  private static func summary(
    _ needed: [(budget: Double, share: Double)], _ quality: [(budget: Double, share: Double)]
  ) -> String {
    guard let first = needed.first, let last = needed.last else {
      return "It is not known how many labels are needed."
    }
    return "A budget of \(NumberText.budget(first.budget)) needs "
      + "\(NumberText.percent(first.share)) of the labels for a mean quality of "
      + "\(NumberText.percent(quality.first?.share)); a budget of "
      + "\(NumberText.budget(last.budget)) needs \(NumberText.percent(last.share)) for "
      + "\(NumberText.percent(quality.last?.share))."
  }
}
