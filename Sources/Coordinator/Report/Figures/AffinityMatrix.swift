internal import TaskSpace

/// First-order transfers as a matrix: a row per source, a column per target.
package enum AffinityMatrix {
  /// What the cells show.
  package enum Stage: Sendable {
    /// The normalised affinities, on a scale that is the same for all targets.
    case affinities
    /// The mean losses they were computed from, each in its own target's unit.
    case losses
    /// The gains: what is known before normalisation where there are no losses.
    case winRates
  }

  private static let cell = 22.0
  private static let longestLabel = 215.0

  /// Draws the first-order transfers of `results`.
  package static func figure(_ results: RunResults, _ stage: Stage) -> Figure {
    let table = table(results, stage)
    let scale = MatrixScale(table, stage)
    let grid = MatrixGrid(table, tasks: results.tasks)
    let left = longest(grid.sources.map(grid.caption)) + 22
    let top = longest(grid.targets) * 0.7072 + 26
    var drawing = Drawing()
    for (column, target) in grid.targets.enumerated() {
      let x = left + (Double(column) + 0.5) * cell
      drawing.slantedLabel(shown(target), x + 4, top - 8, class: "label")
    }
    var y = top
    for source in grid.sources {
      y += grid.opensBlock(source) ? 8 : 0
      let name = grid.caption(source)
      drawing.label(shown(name), left - 8, y + 15, .end)
      for (column, target) in grid.targets.enumerated() {
        let x = left + Double(column) * cell
        draw(grid[source, target], source, target, x, y, scale, grid, &drawing)
      }
      y += cell
    }
    let slant = longest(grid.targets.suffix(1)) * 0.7072
    drawLegend(scale, left, y + 20, &drawing)
    let width = max(left + Double(grid.targets.count) * cell + slant + 16, left + 440)
    return Figure(
      title: title(stage),
      summary:
        "A matrix of \(grid.sources.count) sources (rows) and \(grid.targets.count) targets "
        + "(columns); \(scale.explanation)",
      width: width, height: y + 66, drawing: drawing)
  }

  private static func table(_ results: RunResults, _ stage: Stage) -> [Measurement] {
    switch stage {
    case .affinities: results.affinities
    case .losses: results.meanLosses
    case .winRates: results.gain
    }
  }

  private static func title(_ stage: Stage) -> String {
    switch stage {
    case .affinities: "Affinities of tasks"
    case .losses: "Mean losses before normalisation"
    case .winRates: "Gains before normalisation"
    }
  }

  private static func draw(
    _ measurement: Measurement?, _ source: String, _ target: String, _ x: Double, _ y: Double,
    _ scale: MatrixScale, _ grid: MatrixGrid, _ drawing: inout Drawing
  ) {
    let caption = "\(grid.caption(source)) → \(target)"
    guard let measurement else {
      drawing.rectangle(
        x + 1.5, y + 1.5, cell - 3, cell - 3, radius: 2, class: "absent",
        title: "\(caption): not computed")
      return
    }
    let position = scale.position(measurement)
    drawing.rectangle(
      x + 0.5, y + 0.5, cell - 1, cell - 1, radius: 2, class: FigureStyle.scaleClass(position),
      title: "\(caption): \(scale.text(measurement))")
    if grid.isBest(source, for: target, highest: scale.stage != .losses) {
      drawing.circle(
        x + cell / 2, y + cell / 2, radius: 4,
        class: position > 0.45 ? "best on" : "best off")
    }
  }

  private static func drawLegend(
    _ scale: MatrixScale, _ left: Double, _ y: Double, _ drawing: inout Drawing
  ) {
    let steps = FigureStyle.scaleSteps
    for step in 0..<steps {
      drawing.rectangle(left + Double(step) * 18, y, 18, 10, class: "s\(step)")
    }
    let end = left + Double(steps) * 18
    for (text, place, anchor) in scale.ticks {
      drawing.label(
        text, left + place * Double(steps) * 18, y + 25,
        anchor, class: "soft")
    }
    drawing.circle(end + 34, y + 6, radius: 4, class: "best off")
    drawing.label("best other task", end + 46, y + 10, class: "soft")
    drawing.rectangle(end + 150, y, 11, 11, radius: 2, class: "absent")
    drawing.label("not computed", end + 168, y + 10, class: "soft")
  }

  private static func shown(_ name: String) -> String {
    TextMetrics.fitted(name, size: 12, width: longestLabel)
  }

  private static func longest(_ names: some Sequence<String>) -> Double {
    names.map { TextMetrics.width(shown($0), size: 12) }.max() ?? 0
  }
}
