/// Where everything in the graph of a taxonomy lies.
struct GraphLayout {
  /// The width of a number with its bar.
  static let meter = 44.0
  private static let rowHeight = 24.0
  private static let top = 42.0
  private static let longestLabel = 230.0

  /// The supervised tasks, from above.
  let left: [String]
  /// The transfers, the uppermost first.
  let links: [Solution.Link]
  /// The horizontal place of supervised tasks.
  let leftX: Double
  /// The horizontal place of transferred tasks.
  let rightX: Double
  /// Where the bars of gain begin.
  let gainX: Double
  /// Where the bars of quality begin.
  let qualityX: Double
  /// The width of the whole figure.
  let width: Double
  /// The height of the whole figure.
  let height: Double

  private let leftPlaces: [String: Double]
  private let rightPlaces: [String: Double]

  /// Lays out a solution, supervised tasks on the left.
  init(_ solution: Solution) {
    let used = Set(solution.links.flatMap(\.sources))
    let sources = solution.supervised + used.subtracting(solution.supervised).sorted()
    let edges = solution.links.flatMap { link in
      link.sources.map { (left: $0, right: link.target) }
    }
    let order = LayeredOrder(left: sources, right: solution.links.map(\.target), edges: edges)
    left = order.left
    links = order.right.compactMap { solution.link(to: $0) }

    leftX = Self.widest(left, "Supervised") + 24
    rightX = leftX + 200
    gainX = rightX + 14 + Self.widest(order.right, "Transferred") + 24
    qualityX = gainX + Self.meter + 18
    let end = links.isEmpty ? leftX + 20 : qualityX + Self.meter + 12
    width = max(end, Self.legendWidth(links))
    let rows = max(left.count, links.count, 1)
    height = Self.top + Double(rows) * Self.rowHeight + 38
    leftPlaces = Self.places(left, rows: rows)
    rightPlaces = Self.places(order.right, rows: rows)
  }

  /// The vertical place of a supervised task.
  func leftY(_ name: String) -> Double { leftPlaces[name] ?? Self.top }

  /// The vertical place of a transferred task.
  func rightY(_ name: String) -> Double { rightPlaces[name] ?? Self.top }

  /// A task's name as far as there is room for it.
  static func shown(_ name: String) -> String {
    TextMetrics.fitted(name, size: 12, width: longestLabel)
  }

  private static func widest(_ names: [String], _ heading: String) -> Double {
    let labels = names.map { TextMetrics.width(shown($0), size: 12) }
    return max(labels.max() ?? 0, TextMetrics.width(heading, size: 13))
  }

  /// What the legend says of each order; where there are many, the last one speaks for all.
  static func orderLegend(_ links: [Solution.Link]) -> [(text: String, order: Int)] {
    let orders = Set(links.map(\.order)).sorted()
    return orders.map { order in
      let isSpokenFor = orders.count > 2 && order != orders.last
      let text = orders.count > 2 ? "from so many sources" : Words.count(order, "source")
      return (isSpokenFor ? "" : orders.count > 2 ? text : "from \(text)", order)
    }
  }

  private static func legendWidth(_ links: [Solution.Link]) -> Double {
    let texts = ["supervised target", "supervised, source only"] + orderLegend(links).map(\.text)
    return texts.reduce(14) { $0 + 33 + TextMetrics.width($1, size: 11) }
  }

  /// Rows spread evenly over the height of the longer layer.
  private static func places(_ names: [String], rows: Int) -> [String: Double] {
    let step = Double(rows) * rowHeight / Double(max(names.count, 1))
    let places = names.enumerated().map { ($0.element, top + (Double($0.offset) + 0.5) * step) }
    return Dictionary(uniqueKeysWithValues: places)
  }
}
