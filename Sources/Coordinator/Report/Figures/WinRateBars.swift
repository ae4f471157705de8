/// How often each task's own network beats what it has to beat, as bars.
package enum WinRateBars {
  private static let barWidth = 340.0
  private static let rowHeight = 22.0

  /// Draws a bar over the average guess and a stroke over the random encoder for every task.
  package static func figure(_ results: RunResults) -> Figure {
    let rows = rows(results)
    let labels = rows.map { TextMetrics.width(shown($0.task), size: 12) }
    let left = (labels.max() ?? 0) + 22
    let top = 48.0
    let height = Double(rows.count) * rowHeight
    var drawing = Drawing()
    drawing.rectangle(left, 8, 18, 9, radius: 1, class: "bar")
    drawing.label("over the average guess", left + 25, 17, class: "soft")
    let second = left + 25 + TextMetrics.width("over the average guess", size: 11) + 18
    drawing.line(second, 6, second, 19, class: "tick")
    drawing.label("over a random encoder", second + 8, 17, class: "soft")
    drawAxis(left, top, height, &drawing)
    for (index, row) in rows.enumerated() {
      draw(row, left, top + Double(index) * rowHeight, &drawing)
    }
    let legend = second + 8 + TextMetrics.width("over a random encoder", size: 11) + 8
    return Figure(
      title: "Win rates of the supervised networks",
      summary: "The share of test images on which each task's own network beats the average guess.",
      width: max(left + barWidth + 58, legend), height: top + height + 14, drawing: drawing)
  }

  private static func drawAxis(
    _ left: Double, _ top: Double, _ height: Double, _ drawing: inout Drawing
  ) {
    for quarter in 0...4 {
      let x = left + Double(quarter) / 4 * barWidth
      drawing.line(x, top - 4, x, top + height, class: quarter == 2 ? "parity" : "grid")
      drawing.label(
        NumberText.percent(Double(quarter) / 4), x, top - 9, .middle, class: "soft")
    }
  }

  private static func draw(
    _ row: TaskScores, _ left: Double, _ y: Double, _ drawing: inout Drawing
  ) {
    drawing.label(shown(row.task), left - 8, y + 15, .end)
    if let rate = NumberText.finite(row.ownOverAverage) {
      drawing.rectangle(
        left, y + 5, barWidth * min(max(rate, 0), 1), 12, radius: 1.5, class: "bar",
        title: "\(row.task): beats the average guess on \(NumberText.percent(rate)) of test images")
    }
    if let rate = NumberText.finite(row.ownOverRandom) {
      let x = left + barWidth * min(max(rate, 0), 1)
      drawing.line(x, y + 3, x, y + 19, class: "tick")
    }
    drawing.label(
      NumberText.percent(row.ownOverAverage), left + barWidth + 50, y + 15, .end, class: "soft")
  }

  private static func rows(_ results: RunResults) -> [TaskScores] {
    let known = results.scores.filter { $0.ownOverAverage != nil || $0.ownOverRandom != nil }
    let byTask = Dictionary(known.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    return results.tasks.compactMap { byTask[$0.name] }
  }

  private static func shown(_ name: String) -> String {
    TextMetrics.fitted(name, size: 12, width: 230)
  }
}
