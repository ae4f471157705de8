internal import Pictures

/// A few numbers as bars that rise from zero, with a caption.
struct BarChart {
  private static let side = 64
  private static let bar = Colour(red: 40, green: 90, blue: 160)
  private static let paper = Colour(red: 240, green: 240, blue: 240)

  let values: [Float]
  let range: ClosedRange<Float>
  let caption: String

  /// The chart, 64 x 64 pixels.
  var picture: Picture {
    var picture = Picture(width: Self.side, height: Self.side, filledWith: Self.paper)
    let top = Picture.lineHeight + 2
    let zero = row(of: 0, below: top)
    for (place, value) in values.enumerated() {
      let left = 2 + place * (Self.side - 4) / values.count
      let right = 1 + (place + 1) * (Self.side - 4) / values.count
      let end = row(of: value, below: top)
      for y in min(zero, end)...max(zero, end) {
        for x in left..<max(right, left + 1) { picture[x, y] = Self.bar }
      }
    }
    picture.write(caption, x: 2, y: 2, colour: .black)
    return picture
  }

  private func row(of value: Float, below top: Int) -> Int {
    let bounded = value.isNaN ? 0 : min(max(value, range.lowerBound), range.upperBound)
    let share = (range.upperBound - bounded) / (range.upperBound - range.lowerBound)
    return top + Int(share * Float(Self.side - 1 - top))
  }
}
