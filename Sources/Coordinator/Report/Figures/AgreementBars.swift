/// How alike two maps rank the sources of each target, as bars.
package enum AgreementBars {
  private static let unit = 200.0
  private static let rowHeight = 20.0
  private static let leastShown = -0.5

  /// Draws a bar from zero to the correlation of every row, and a stroke at its chance level.
  package static func figure(_ rows: [MapTrust.Row]) -> Figure {
    let labels = rows.map { TextMetrics.width(shown($0.target), size: 12) }
    let lowest = min(leastShown, rows.map(\.correlation).min() ?? 0)
    let zero = (labels.max() ?? 0) + 22 - lowest * unit
    let top = 48.0
    let height = Double(rows.count) * rowHeight
    var drawing = Drawing()
    let left = zero + lowest * unit
    let legend = [("more alike than chance", "bar"), ("not", "level")]
    var x = left
    for (label, name) in legend {
      drawing.rectangle(x, 8, 18, 9, radius: 1, class: name)
      drawing.label(label, x + 25, 17, class: "soft")
      x += 25 + TextMetrics.width(label, size: 11) + 14
    }
    drawing.line(x, 6, x, 19, class: "tick")
    drawing.label("chance", x + 8, 17, class: "soft")
    let end = x + 8 + TextMetrics.width("chance", size: 11) + 8
    drawAxis(from: lowest, zero: zero, top, height, &drawing)
    for (index, row) in rows.enumerated() {
      draw(row, labelEnd: left - 8, zero: zero, top + Double(index) * rowHeight, &drawing)
    }
    return Figure(
      title: "Agreement with the published map",
      summary: "The rank correlation of this map's and the published map's sources, by target.",
      width: max(zero + unit + 58, end), height: top + height + 14, drawing: drawing)
  }

  private static func drawAxis(
    from lowest: Double, zero: Double, _ top: Double, _ height: Double, _ drawing: inout Drawing
  ) {
    for half in Int((lowest * 2).rounded(.up))...2 {
      let x = zero + Double(half) / 2 * unit
      drawing.line(x, top - 4, x, top + height, class: half == 0 ? "axis" : "grid")
      drawing.label(NumberText.fixed(Double(half) / 2, 1), x, top - 9, .middle, class: "soft")
    }
  }

  private static func draw(
    _ row: MapTrust.Row, labelEnd: Double, zero: Double, _ y: Double, _ drawing: inout Drawing
  ) {
    drawing.label(shown(row.target), labelEnd, y + 15, .end)
    let end = zero + row.correlation * unit
    drawing.rectangle(
      min(zero, end), y + 5, abs(end - zero), 11, radius: 1.5,
      class: row.agrees ? "bar" : "level",
      title: "\(row.target): \(NumberText.fixed(row.correlation, 2)) over "
        + Words.count(row.sources, "source"))
    let chance = zero + row.chance * unit
    drawing.line(chance, y + 3, chance, y + 18, class: "tick")
    drawing.label(
      NumberText.fixed(row.correlation, 2), zero + unit + 50, y + 15, .end, class: "soft")
  }

  private static func shown(_ name: String) -> String {
    TextMetrics.fitted(name, size: 12, width: 230)
  }
}
