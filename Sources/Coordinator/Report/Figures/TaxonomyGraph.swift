internal import TaskSpace
package import Taxonomy

/// The graph of a taxonomy in two layers: what is supervised, and what is solved from it.
package enum TaxonomyGraph {
  /// Draws a taxonomy.
  ///
  /// Supervised targets are discs, supervised sources that nobody wants solved are diamonds, and
  /// every transfer ends in a disc with its order. One curve leads from each source.
  ///
  /// - Parameters:
  ///   - taxonomy: the taxonomy; one that could not be computed is drawn as its reason.
  ///   - tasks: the dictionary, which says what is only a source.
  package static func figure(_ taxonomy: Taxonomy, tasks: [TaskEntry]) -> Figure {
    figure(Solution(taxonomy), tasks: tasks)
  }

  static func figure(_ solution: Solution, tasks: [TaskEntry]) -> Figure {
    let title = "Taxonomy for a budget of \(NumberText.budget(solution.budget))"
    guard solution.isSolved else { return message(title, solution.reason) }
    let layout = GraphLayout(solution)
    let wanted = Set(tasks.filter(\.isTarget).map(\.name)).union(solution.own.map(\.target))
    var drawing = Drawing()
    drawHeadings(&drawing, layout)
    for link in layout.links { draw(link, layout, &drawing) }
    for name in layout.left { drawSupervised(name, solution, wanted, layout, &drawing) }
    drawLegend(&drawing, layout, solution, wanted)
    let summary =
      "Supervised: \(solution.supervised.joined(separator: ", ")). "
      + solution.links.map(\.title).joined(separator: "; ")
    return Figure(
      title: title, summary: summary, width: layout.width, height: layout.height, drawing: drawing)
  }

  private static func message(_ title: String, _ reason: String) -> Figure {
    var drawing = Drawing()
    let text = reason.isEmpty ? "There is no taxonomy for this budget." : reason
    let shown = TextMetrics.fitted(text, size: 12, width: 640)
    drawing.label(shown, 8, 24)
    return Figure(title: title, summary: text, width: 660, height: 40, drawing: drawing)
  }

  private static func drawHeadings(_ drawing: inout Drawing, _ layout: GraphLayout) {
    drawing.label("Supervised", layout.leftX, 16, .end, class: "heading")
    guard !layout.links.isEmpty else { return }
    drawing.label("Transferred", layout.rightX, 16, class: "heading")
    drawing.label("gain", layout.gainX + GraphLayout.meter, 16, .end, class: "soft")
    drawing.label("quality", layout.qualityX + GraphLayout.meter, 16, .end, class: "soft")
  }

  private static func draw(
    _ link: Solution.Link, _ layout: GraphLayout, _ drawing: inout Drawing
  ) {
    let y = layout.rightY(link.target)
    let order = FigureStyle.orderClass(link.order)
    drawing.group(class: "transfer", title: tooltip(link)) { drawing in
      for source in link.sources {
        let startY = layout.leftY(source)
        drawing.flow(
          layout.leftX + 8, startY, layout.rightX - 8, y, class: "flow \(order)")
      }
      drawing.circle(layout.rightX, y, radius: 7.5, class: order)
      drawing.label(String(link.order), layout.rightX, y + 3.6, .middle, class: "badge")
      drawing.label(GraphLayout.shown(link.target), layout.rightX + 14, y + 4)
      meter(link.gain, layout.gainX, y, &drawing)
      meter(link.quality, layout.qualityX, y, &drawing)
    }
  }

  /// A share as a number over a bar.
  private static func meter(
    _ share: Double?, _ x: Double, _ y: Double, _ drawing: inout Drawing
  ) {
    drawing.label(
      NumberText.percent(share), x + GraphLayout.meter, y + 3, .end, class: "soft")
    drawing.rectangle(x, y + 6, GraphLayout.meter, 2.5, radius: 1, class: "track")
    if let share {
      drawing.rectangle(
        x, y + 6, GraphLayout.meter * min(max(share, 0), 1), 2.5, radius: 1, class: "level")
    }
  }

  private static func drawSupervised(
    _ name: String, _ solution: Solution, _ wanted: Set<String>, _ layout: GraphLayout,
    _ drawing: inout Drawing
  ) {
    let y = layout.leftY(name)
    let isWanted = wanted.contains(name)
    let uses = solution.links.count { $0.sources.contains(name) }
    let title =
      "\(name): supervised\(isWanted ? "" : ", only as a source"), used by "
      + "\(uses) \(uses == 1 ? "transfer" : "transfers")"
    if isWanted {
      drawing.circle(layout.leftX, y, radius: 6, class: "wanted", title: title)
    } else {
      drawing.diamond(layout.leftX, y, radius: 6.5, class: "helper", title: title)
    }
    drawing.label(GraphLayout.shown(name), layout.leftX - 14, y + 4, .end)
  }

  private static func drawLegend(
    _ drawing: inout Drawing, _ layout: GraphLayout, _ solution: Solution, _ wanted: Set<String>
  ) {
    let y = layout.height - 14
    var x = 14.0
    func entry(_ text: String, _ mark: (inout Drawing, Double) -> Void) {
      mark(&drawing, x)
      if !text.isEmpty { drawing.label(text, x + 13, y + 4, class: "soft") }
      x += text.isEmpty ? 20 : 13 + TextMetrics.width(text, size: 11) + 20
    }
    entry("supervised target") { $0.circle($1, y, radius: 6, class: "wanted") }
    if layout.left.contains(where: { !wanted.contains($0) }) {
      entry("supervised, source only") { $0.diamond($1, y, radius: 6.5, class: "helper") }
    }
    for (text, order) in GraphLayout.orderLegend(solution.links) {
      entry(text) {
        $0.circle($1, y, radius: 7.5, class: FigureStyle.orderClass(order))
        $0.label(String(order), $1, y + 3.6, .middle, class: "badge")
      }
    }
  }

  private static func tooltip(_ link: Solution.Link) -> String {
    "\(link.title)\naffinity \(NumberText.significant(link.value)), gain "
      + "\(NumberText.percent(link.gain)), quality \(NumberText.percent(link.quality))"
  }
}
