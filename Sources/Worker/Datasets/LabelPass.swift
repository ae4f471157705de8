internal import TaskSpace

/// Passes over the labels of many images: sums in double precision, in the order of the images.
struct LabelPass {
  private static let mostForMedian = 2000
  private static let columnsAtOnce = 64

  let maker: TargetMaker
  let count: Int
  let watch: Watch

  /// The mean of every element over all images.
  func means() throws -> [Double] {
    var sums = [Double](repeating: 0, count: maker.count)
    try sums.withUnsafeMutableBufferPointer { sums in
      try forEachImage { values in
        for place in values.indices { sums[place] += Double(values[place]) }
      }
    }
    return sums.map { $0 / Double(count) }
  }

  /// Mean and deviation per channel, and the mean of every element.
  ///
  /// The deviation is the root of the mean square, plus 1e-6 so that nothing is divided by zero.
  func moments() throws -> (Standardization, means: [Double]) {
    let means = try means()
    let channels = maker.task.target.channels
    let positions = Double(means.count / channels)
    var mean = [Double](repeating: 0, count: channels)
    for place in means.indices { mean[place % channels] += means[place] / positions }
    var squares = [Double](repeating: 0, count: channels)
    try forEachImage { values in
      for channel in 0..<channels {
        squares[channel] += Self.squares(values, from: channel, by: channels, about: mean[channel])
      }
    }
    let deviation = squares.map { ($0 / (positions * Double(count))).squareRoot() + 1e-6 }
    let standardization = Standardization(
      mean: mean.map { Float($0) }, deviation: deviation.map { Float($0) })
    return (standardization, means)
  }

  /// The sum of the squared distances of every `step`th value from `mean`.
  private static func squares(
    _ values: UnsafeBufferPointer<Float>, from start: Int, by step: Int, about mean: Double
  ) -> Double {
    var sum = 0.0
    for place in stride(from: start, to: values.count, by: step) {
      let difference = Double(values[place]) - mean
      sum += difference * difference
    }
    return sum
  }

  /// The median of every element over the first 2000 images; of an even number, the mean of the
  /// two in the middle.
  func medians() throws -> [Double] {
    let images = min(count, Self.mostForMedian)
    var all = [Float](repeating: 0, count: images * maker.count)
    try all.withUnsafeMutableBufferPointer { all in
      for image in 0..<images {
        try watch.check()
        guard let start = all.baseAddress else { return }
        maker.write(image, to: start + image * maker.count)
      }
    }
    var medians: [Double] = []
    for first in stride(from: 0, to: maker.count, by: Self.columnsAtOnce) {
      try watch.check()
      for place in first..<min(first + Self.columnsAtOnce, maker.count) {
        let column = (0..<images).map { all[$0 * maker.count + place] }.sorted()
        medians.append((Double(column[(images - 1) / 2]) + Double(column[images / 2])) / 2)
      }
    }
    return medians
  }

  /// The share of every class at every position: [position][class].
  func classShares() throws -> [Double] {
    let classes = maker.task.target.channels
    var counts = [Int](repeating: 0, count: maker.count * classes)
    var labels = [Int32](repeating: 0, count: maker.count)
    for image in 0..<count {
      if image % 64 == 0 { try watch.check() }
      labels.withUnsafeMutableBufferPointer { labels in
        guard let start = labels.baseAddress else { return }
        maker.writeLabels(image, to: start)
      }
      for (position, label) in labels.enumerated() {
        precondition((0..<classes).contains(Int(label)), "a label is one of the classes")
        counts[position * classes + Int(label)] += 1
      }
    }
    return counts.map { Double($0) / Double(count) }
  }

  private func forEachImage(_ body: (UnsafeBufferPointer<Float>) -> Void) throws {
    var values = [Float](repeating: 0, count: maker.count)
    try values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      for image in 0..<count {
        if image % 64 == 0 { try watch.check() }
        maker.write(image, to: start)
        body(UnsafeBufferPointer(values))
      }
    }
  }
}
