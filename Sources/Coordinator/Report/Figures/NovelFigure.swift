package import Taxonomy

/// How well each target would be solved if it were never a source.
package enum NovelFigure {
  private static let plotWidth = 250.0
  private static let rowHeight = 22.0
  private static let top = 46.0
  private static let longestLabel = 230.0

  /// Draws gain and quality of each task, a disc for each highest order.
  ///
  /// - Parameter tasks: the dictionary, in whose order the targets come.
  package static func figure(_ novel: [NovelTask], tasks: [TaskEntry]) -> Figure {
    let rows = sorted(novel, tasks)
    let left = (rows.map { TextMetrics.width(shown($0.target), size: 12) }.max() ?? 0) + 22
    let height = Double(rows.count) * rowHeight
    var drawing = Drawing()
    for (index, row) in rows.enumerated() {
      drawing.label(shown(row.target), left - 12, y(index) + 4, .end)
    }
    var x = left
    for (title, value) in measures {
      drawing.label(title, x, 16, class: "heading")
      drawAxis(x, height, &drawing)
      for (index, row) in rows.enumerated() { draw(row, value, x, y(index), title, &drawing) }
      x += plotWidth + 44
    }
    return Figure(
      title: "Targets as if they were never sources",
      summary: "Gain and quality of the best transfer into each of \(rows.count) targets, "
        + "its own network and encoder left out.",
      width: x - 20, height: top + height + 10, drawing: drawing)
  }

  private static let measures: [(String, @Sendable (NovelTask.Level) -> Double?)] = [
    ("Gain", { $0.gain }), ("Quality", { $0.quality }),
  ]

  private static func y(_ row: Int) -> Double { top + (Double(row) + 0.5) * rowHeight }

  private static func drawAxis(_ left: Double, _ height: Double, _ drawing: inout Drawing) {
    for quarter in 0...4 {
      let x = left + Double(quarter) / 4 * plotWidth
      drawing.line(x, top - 4, x, top + height, class: quarter == 2 ? "parity" : "grid")
      drawing.label(
        NumberText.percent(Double(quarter) / 4), x, top - 9, .middle, class: "soft")
    }
  }

  /// Higher orders lie on top, lower ones show where they differ.
  private static func draw(
    _ task: NovelTask, _ value: (NovelTask.Level) -> Double?, _ left: Double, _ y: Double,
    _ title: String, _ drawing: inout Drawing
  ) {
    let known = task.levels.compactMap { level in value(level).map { (level, $0) } }
    let places = known.map { left + plotWidth * min(max($0.1, 0), 1) }
    if let low = places.min(), let high = places.max(), high > low {
      drawing.line(low, y, high, y, class: "whisker")
    }
    for ((level, share), x) in zip(known, places) {
      let isSame = places.last == x && level.maximumOrder != known.last?.0.maximumOrder
      if isSame { continue }
      drawing.circle(
        x, y, radius: 6.5, class: FigureStyle.orderClass(level.maximumOrder),
        title: "\(task.target) from \(level.transfer.sources.joined(separator: " + ")): "
          + "\(title.lowercased()) \(NumberText.percent(share))")
      drawing.label(String(level.maximumOrder), x, y + 3.4, .middle, class: "badge")
    }
  }

  private static func sorted(_ novel: [NovelTask], _ tasks: [TaskEntry]) -> [NovelTask] {
    let places = Dictionary(
      tasks.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return novel.sorted {
      (places[$0.target] ?? Int.max, $0.target) < (places[$1.target] ?? Int.max, $1.target)
    }
  }

  private static func shown(_ name: String) -> String {
    TextMetrics.fitted(name, size: 12, width: longestLabel)
  }
}
