package import Taxonomy

/// The tree of tasks: the sooner two of them meet, the more alike they transfer to others.
package enum TreeFigure {
  private static let branchWidth = 380.0
  private static let rowHeight = 22.0
  private static let top = 14.0
  private static let left = 12.0
  /// The colour of tasks that the dictionary has in no group.
  private static let other = "level"

  /// Draws a tree; a dot at each leaf has the colour of the task's group in the dictionary.
  package static func figure(_ tree: TaskTree, tasks: [TaskEntry]) -> Figure {
    let groups = groups(tasks)
    let places = TreePlaces(
      tree, top: top + rowHeight / 2, rowHeight: rowHeight, left: left, width: branchWidth)
    var drawing = Drawing()
    var hasOthers = false
    drawBranches(tree, places, &drawing)
    let names = tree.leafOrder
    let x = left + branchWidth
    for (row, name) in names.enumerated() {
      let y = top + (Double(row) + 0.5) * rowHeight
      let group = tasks.first { $0.name == name }?.group ?? ""
      let style = groups.firstIndex(of: group).map { FigureStyle.orderClass($0 + 1) }
      hasOthers = hasOthers || style == nil
      drawing.circle(x, y, radius: 4.5, class: style ?? other, title: "\(name) \(group)")
      drawing.label(TextMetrics.fitted(name, size: 12, width: 260), x + 12, y + 4)
    }
    let bottom = top + Double(names.count) * rowHeight
    let legendEnd = drawLegend(groups, hasOthers: hasOthers, bottom + 24, &drawing)
    let widths = names.map {
      TextMetrics.width(TextMetrics.fitted($0, size: 12, width: 260), size: 12)
    }
    return Figure(
      title: "The tree of tasks", summary: "From above: \(names.joined(separator: ", ")).",
      width: max(x + 20 + (widths.max() ?? 0), legendEnd), height: bottom + 40, drawing: drawing)
  }

  private static func drawBranches(
    _ tree: TaskTree, _ places: TreePlaces, _ drawing: inout Drawing
  ) {
    for (index, merge) in tree.merges.enumerated() {
      let node = places.node(tree.leaves.count + index)
      let (first, second) = (places.node(merge.left), places.node(merge.right))
      drawing.polyline(
        [(first.x, first.y), (node.x, first.y), (node.x, second.y), (second.x, second.y)],
        class: "axis")
    }
  }

  private static func drawLegend(
    _ groups: [String], hasOthers: Bool, _ y: Double, _ drawing: inout Drawing
  ) -> Double {
    var entries = groups.enumerated().map { ($0.element, FigureStyle.orderClass($0.offset + 1)) }
    if hasOthers, !groups.isEmpty { entries.append(("other", other)) }
    var x = left + 4
    for (name, style) in entries {
      drawing.circle(x, y - 4, radius: 4.5, class: style)
      drawing.label(name, x + 10, y, class: "soft")
      x += 10 + TextMetrics.width(name, size: 11) + 22
    }
    return x
  }

  /// The dictionary's groups, in the order in which they come.
  private static func groups(_ tasks: [TaskEntry]) -> [String] {
    var groups: [String] = []
    for task in tasks where !task.group.isEmpty && !groups.contains(task.group) {
      groups.append(task.group)
    }
    return groups
  }
}

/// Where the leaves and the merges of a tree lie.
private struct TreePlaces {
  private var places: [(x: Double, y: Double)]

  init(_ tree: TaskTree, top: Double, rowHeight: Double, left: Double, width: Double) {
    let rows = Dictionary(
      uniqueKeysWithValues: tree.leafOrder.enumerated().map { ($0.element, $0.offset) })
    places = tree.leaves.map { name in
      (x: left + width, y: top + Double(rows[name] ?? 0) * rowHeight)
    }
    let longest = tree.merges.map(\.distance).max() ?? 0
    for merge in tree.merges {
      let share = longest > 0 ? min(max(merge.distance / longest, 0), 1) : 1
      let middle = (places[merge.left].y + places[merge.right].y) / 2
      places.append((x: left + width * (1 - share), y: middle))
    }
  }

  func node(_ index: Int) -> (x: Double, y: Double) { places[index] }
}
