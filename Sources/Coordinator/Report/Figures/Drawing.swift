/// The inside of a figure under construction, in a coordinate system that starts at top left.
struct Drawing {
  /// Where a label stands relative to its point.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// What was drawn so far.
  private(set) var markup = Markup()

  /// A straight line.
  mutating func line(
    _ startX: Double, _ startY: Double, _ endX: Double, _ endY: Double, class name: String
  ) {
    markup.void(
      "line",
      [
        "x1": text(startX), "y1": text(startY), "x2": text(endX), "y2": text(endY), "class": name,
      ])
  }

  /// A rectangle with its upper left corner at a point; `title` is its tooltip.
  mutating func rectangle(
    _ left: Double, _ top: Double, _ width: Double, _ height: Double, radius: Double = 0,
    class name: String, title: String? = nil
  ) {
    let attributes: KeyValuePairs = [
      "x": text(left), "y": text(top), "width": text(width), "height": text(height),
      "rx": text(radius), "class": name,
    ]
    shape("rect", attributes, title)
  }

  /// A circle around a point.
  mutating func circle(
    _ x: Double, _ y: Double, radius: Double, class name: String, title: String? = nil
  ) {
    shape(
      "circle", ["cx": text(x), "cy": text(y), "r": text(radius), "class": name], title)
  }

  /// A square that stands on its corner, around a point.
  mutating func diamond(
    _ x: Double, _ y: Double, radius: Double, class name: String, title: String? = nil
  ) {
    let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    let points = corners.map { "\(text($0.0)),\(text($0.1))" }.joined(separator: " ")
    shape("polygon", ["points": points, "class": name], title)
  }

  /// A curve from left to right that leaves and arrives level.
  mutating func flow(
    _ startX: Double, _ startY: Double, _ endX: Double, _ endY: Double, class name: String
  ) {
    let middle = (startX + endX) / 2
    let path =
      "M\(text(startX)) \(text(startY))C\(text(middle)) \(text(startY)) "
      + "\(text(middle)) \(text(endY)) \(text(endX)) \(text(endY))"
    markup.void("path", ["d": path, "class": name])
  }

  /// Straight lines through points.
  mutating func polyline(_ points: [(x: Double, y: Double)], class name: String) {
    let list = points.map { "\(text($0.x)),\(text($0.y))" }.joined(separator: " ")
    markup.void("polyline", ["points": list, "class": name])
  }

  /// One line of text whose baseline runs through a point.
  mutating func label(
    _ content: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start,
    class name: String = "label"
  ) {
    markup.element(
      "text",
      ["x": text(x), "y": text(y), "text-anchor": anchor.rawValue, "class": name],
      text: content)
  }

  /// A label that begins at a point and rises to the right at 45 degrees.
  mutating func slantedLabel(_ content: String, _ x: Double, _ y: Double, class name: String) {
    markup.element(
      "text",
      ["transform": "translate(\(text(x)) \(text(y))) rotate(-45)", "class": name],
      text: content)
  }

  /// Things that belong together: they share a class, a tooltip and what hovering does.
  mutating func group(
    class name: String, title: String? = nil, _ content: (inout Drawing) -> Void
  ) {
    var inner = Drawing()
    content(&inner)
    markup.element("g", ["class": name]) { markup in
      if let title { markup.element("title", text: title) }
      markup.append(inner.markup)
    }
  }

  /// Another drawing, moved.
  mutating func place(_ drawing: Drawing, atX x: Double, y: Double) {
    markup.element("g", ["transform": "translate(\(text(x)) \(text(y)))"]) {
      $0.append(drawing.markup)
    }
  }

  private mutating func shape(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ title: String?
  ) {
    guard let title else { return markup.void(name, attributes) }
    markup.element(name, attributes) { $0.element("title", text: title) }
  }

  private func text(_ value: Double) -> String { NumberText.coordinate(value) }
}
