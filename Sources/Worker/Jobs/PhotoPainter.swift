internal import CMath
internal import Datasets
internal import Pictures
internal import TaskSpace

/// Shows a prediction large enough to be looked at alone, with what its colours mean.
struct PhotoPainter {
  /// Pixels per side of what is shown, without its legend.
  static let side = 256
  private static let paper = Colour(red: 250, green: 250, blue: 250)
  private static let ink = Colour(red: 40, green: 90, blue: 160)
  private static let line = Picture.lineHeight + 3

  let task: TaskDefinition
  let meaning: TargetMeaning
  let standardization: Standardization?
  /// Numbers in their own units, or probabilities.
  let values: [Float]

  /// The picture, `side` pixels wide, with a legend below.
  var picture: Picture {
    guard task.target.isMap else { return bars }
    let map = painter.picture(of: values)
    let legend = legend
    var result = Picture(
      width: Self.side, height: Self.side + (legend?.height ?? 0), filledWith: Self.paper)
    result.draw(map.scaledNearest(width: Self.side, height: Self.side), x: 0, y: 0)
    if let legend { result.draw(legend, x: 0, y: Self.side) }
    return result
  }

  private var painter: TargetPainter {
    TargetPainter(task: task, meaning: meaning, standardization: standardization)
  }

  private var legend: Picture? {
    switch (task.target, task.name) {
    case (.labels(let classes), _): classLegend(classes)
    case (_, "depth_zbuffer"), (_, "depth_euclidean"):
      scale(.viridis, ends: { TargetWords.text(tm_expf($0)) + " m" })
    case (_, "curvature"): scale(.diverging, ends: TargetWords.text)
    case (_, "normal"):
      text("RED RIGHT, GREEN UP, BLUE TOWARDS YOU")
    case (_, "segment_unsup2d"), (_, "segment_unsup25d"): text("BRIGHT: A BORDER")
    case (.map(channels: 1), _): scale(.grey, ends: TargetWords.text)
    default: nil
    }
  }

  private func text(_ words: String) -> Picture {
    var legend = Picture(width: Self.side, height: Self.line, filledWith: Self.paper)
    legend.write(words, x: 2, y: 3, colour: .black)
    return legend
  }

  /// The colours of a map between the numbers at their ends.
  private func scale(_ colours: ColourMap, ends: (Float) -> String) -> Picture {
    let range = painter.range
    let (low, high) = (ends(range.lowerBound), ends(range.upperBound))
    var legend = text(low)
    let left = Picture.width(of: low) + 8
    let right = Self.side - Picture.width(of: high) - 8
    legend.write(high, x: right + 6, y: 3, colour: .black)
    for x in left..<max(left, right) {
      let colour = colours.colour(Float(x - left) / Float(max(1, right - left - 1)))
      for y in 2..<Self.line - 2 { legend[x, y] = colour }
    }
    return legend
  }

  /// The classes that are there, with their colours, the most frequent first.
  private func classLegend(_ classes: Int) -> Picture {
    let names = meaning.names
    let labels = OutputReader(task: task, standardization: nil).labels(of: values)
    let counts = (0..<classes).map { label in labels.count { Int($0) == label } }
    let present = (0..<classes).filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }
    let columns = 3
    let rows = (present.count + columns - 1) / columns
    var legend = Picture(
      width: Self.side, height: rows * Self.line + 2, filledWith: Self.paper)
    for (place, label) in present.enumerated() {
      let x = 2 + place % columns * (Self.side / columns)
      let y = 3 + place / columns * Self.line
      legend.draw(
        Picture(width: 7, height: 7, filledWith: ColourMap.palette(label, of: classes)), x: x, y: y)
      legend.write(names[label], x: x + 11, y: y, colour: .black)
    }
    return legend
  }

  /// A bar for each number, with its name and itself: probabilities from 0 to 1, the largest
  /// first; others to both sides of 0, in deviations from what is usual.
  private var bars: Picture {
    let names = meaning.names
    let isShare = !task.loss.isStandardized
    let order =
      isShare && values.count > 1
      ? values.indices.sorted { values[$0] > values[$1] } : Array(values.indices)
    let label = (names.map { Picture.width(of: $0) }.max() ?? 0) + 6
    let number = 40
    let shown = order.prefix(Self.side / Self.line)
    var picture = Picture(width: Self.side, height: Self.side, filledWith: Self.paper)
    for (row, place) in shown.enumerated() {
      let y = 3 + row * Self.line
      picture.write(names[place], x: 2, y: y, colour: .black)
      picture.write(
        TargetWords.text(values[place]), x: Self.side - number + 4, y: y, colour: .black)
      let (start, end) = extent(place, isShare: isShare)
      let width = Float(Self.side - number - label)
      let from = label + Int(start * width)
      for x in from..<max(from + 1, label + Int(end * width)) {
        for line in y..<y + 7 { picture[x, line] = Self.ink }
      }
    }
    return picture
  }

  /// Where the bar of a number begins and ends, as shares of the room for bars.
  private func extent(_ place: Int, isShare: Bool) -> (Float, Float) {
    let value = values[place].isNaN ? 0 : values[place]
    if isShare { return (0, min(max(value, 0), 1)) }
    guard let standardization else { return (0.5, 0.5) }
    let channel = place % standardization.mean.count
    let deviations = (value - standardization.mean[channel]) / standardization.deviation[channel]
    let end = 0.5 + min(max(deviations, -3), 3) / 6
    return (min(0.5, end), max(0.5, end))
  }
}
