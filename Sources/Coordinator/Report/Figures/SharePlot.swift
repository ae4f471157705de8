/// A plot of shares (0 to 1) against budgets: axes, grid and the line of parity.
struct SharePlot {
  /// Left edge of the area for data.
  let left: Double
  /// Upper edge of the area for data.
  let top: Double
  /// Width of the area for data.
  let width: Double
  /// Height of the area for data.
  let height: Double
  /// The budgets that the horizontal axis spans.
  let budgets: ClosedRange<Double>

  /// The horizontal place of a budget.
  func x(_ budget: Double) -> Double {
    let span = budgets.upperBound - budgets.lowerBound
    guard span > 0 else { return left + width / 2 }
    return left + (budget - budgets.lowerBound) / span * width
  }

  /// The vertical place of a share.
  func y(_ share: Double) -> Double { top + (1 - min(max(share, 0), 1)) * height }

  /// Draws everything but the data.
  ///
  /// - Parameters:
  ///   - isSparse: leaves out the numbers between the ends, for plots that are small.
  func drawFrame(_ drawing: inout Drawing, isSparse: Bool) {
    for quarter in 0...4 {
      let share = Double(quarter) / 4
      if isSparse, quarter % 2 == 1 { continue }
      drawing.line(
        left, y(share), left + width, y(share),
        class: quarter == 2 ? "parity" : "grid")
      let isNamed = !isSparse || quarter != 2
      if isNamed {
        drawing.label(NumberText.percent(share), left - 6, y(share) + 4, .end, class: "soft")
      }
    }
    for budget in tickedBudgets(isSparse: isSparse) {
      drawing.line(x(budget), top + height, x(budget), top + height + 4, class: "axis")
      drawing.label(
        NumberText.budget(budget), x(budget), top + height + 16, .middle, class: "soft")
    }
  }

  /// Draws one line of data, with a point per budget where there is room.
  func draw(
    _ points: [(budget: Double, share: Double)], order: Int, name: String, isSparse: Bool,
    _ drawing: inout Drawing
  ) {
    let style = FigureStyle.orderClass(order)
    let places = points.map { (x: x($0.budget), y: y($0.share)) }
    if places.count > 1 { drawing.polyline(places, class: "curve \(style)") }
    guard !isSparse || places.count == 1 else { return }
    for (point, place) in zip(points, places) {
      drawing.circle(
        place.x, place.y, radius: 3, class: style,
        title: "\(name), budget \(NumberText.budget(point.budget)): "
          + NumberText.percent(point.share))
    }
  }

  private func tickedBudgets(isSparse: Bool) -> [Double] {
    let (low, high) = (budgets.lowerBound, budgets.upperBound)
    guard high > low else { return [low] }
    if isSparse { return [low, high] }
    let room = width / 34
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].first { (high - low) / $0 <= room } ?? high
    let first = (low / step).rounded(.up) * step
    let round = Array(stride(from: first, through: high, by: step))
    // The smallest budget is where most is decided, so it is named if there is room.
    return first - low > step / 2 ? [low] + round : round
  }
}
