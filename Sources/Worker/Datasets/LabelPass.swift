internal import TaskSpace

/// Passes over the labels of many images: sums in double precision, in the order of the images.
///
/// Elements without a label, NaN or -1, do not count. An element that no image has a label for takes
/// the mean of its channel.
struct LabelPass {
  private static let mostForMedian = 2000
  private static let columnsAtOnce = 64
  /// The least deviation by which a channel is divided, as a share of the largest channel's.
  ///
  /// A channel that hardly varies over the training images says next to nothing; divided by its own
  /// deviation, the slightest difference in a test image would outweigh all other channels.
  private static let leastDeviation = 0.01

  let maker: TargetMaker
  /// The images that have a label.
  let images: [Int]
  let watch: Watch

  private var channels: Int { maker.task.target.channels }

  /// The mean of every element over all images.
  func means() throws -> [Double] {
    let (sums, counts) = try sums()
    let fallback = Self.channelMeans(sums, counts, channels: channels)
    return sums.indices.map { place in
      counts[place] == 0 ? fallback[place % channels] : sums[place] / Double(counts[place])
    }
  }

  private func sums() throws -> (sums: [Double], counts: [Int]) {
    var sums = [Double](repeating: 0, count: maker.count)
    var counts = [Int](repeating: 0, count: maker.count)
    try sums.withUnsafeMutableBufferPointer { sums in
      try counts.withUnsafeMutableBufferPointer { counts in
        try forEachImage { values in
          for place in values.indices where !values[place].isNaN {
            sums[place] += Double(values[place])
            counts[place] += 1
          }
        }
      }
    }
    return (sums, counts)
  }

  /// The mean of each channel over all places and images that have a label.
  private static func channelMeans(
    _ sums: [Double], _ counts: [Int], channels: Int
  ) -> [Double] {
    var totals = [Double](repeating: 0, count: channels)
    var numbers = [Int](repeating: 0, count: channels)
    for place in sums.indices {
      totals[place % channels] += sums[place]
      numbers[place % channels] += counts[place]
    }
    return totals.indices.map { numbers[$0] == 0 ? 0 : totals[$0] / Double(numbers[$0]) }
  }

  /// Mean and deviation per channel, and the mean of every element.
  ///
  /// The deviation is the root of the mean square, but not less than a hundredth of the largest one;
  /// 1 where nothing varies at all.
  func moments() throws -> (Standardization, means: [Double]) {
    let means = try means()
    var mean = [Double](repeating: 0, count: channels)
    let positions = Double(means.count / channels)
    for place in means.indices { mean[place % channels] += means[place] / positions }
    var squares = [Double](repeating: 0, count: channels)
    var counts = [Int](repeating: 0, count: channels)
    try forEachImage { values in
      for channel in 0..<channels {
        let (sum, count) = Self.squares(
          values, from: channel, by: channels, about: mean[channel])
        squares[channel] += sum
        counts[channel] += count
      }
    }
    let deviation = Self.bounded(
      zip(squares, counts).map { sum, count in (sum / Double(max(count, 1))).squareRoot() })
    let standardization = Standardization(
      mean: mean.map { Float($0) }, deviation: deviation.map { Float($0) })
    return (standardization, means)
  }

  private static func bounded(_ deviations: [Double]) -> [Double] {
    let largest = deviations.max() ?? 0
    return deviations.map { largest > 0 ? max($0, leastDeviation * largest) : 1 }
  }

  /// The sum of the squared distances of every `step`th value from `mean`.
  private static func squares(
    _ values: UnsafeBufferPointer<Float>, from start: Int, by step: Int, about mean: Double
  ) -> (sum: Double, count: Int) {
    var sum = 0.0
    var count = 0
    for place in stride(from: start, to: values.count, by: step) where !values[place].isNaN {
      let difference = Double(values[place]) - mean
      sum += difference * difference
      count += 1
    }
    return (sum, count)
  }

  /// The median of every element over the first 2000 images; of an even number, the mean of the
  /// two in the middle.
  func medians() throws -> [Double] {
    let sample = images.prefix(Self.mostForMedian)
    var all = [Float](repeating: 0, count: sample.count * maker.count)
    try all.withUnsafeMutableBufferPointer { all in
      for (place, image) in sample.enumerated() {
        try watch.check()
        guard let start = all.baseAddress else { return }
        maker.write(image, to: start + place * maker.count)
      }
    }
    let means = all.contains(where: \.isNaN) ? try means() : []
    var medians: [Double] = []
    for first in stride(from: 0, to: maker.count, by: Self.columnsAtOnce) {
      try watch.check()
      for place in first..<min(first + Self.columnsAtOnce, maker.count) {
        let column = sample.indices.map { all[$0 * maker.count + place] }.filter { !$0.isNaN }
          .sorted()
        let count = column.count
        medians.append(
          count == 0
            ? means[place] : (Double(column[(count - 1) / 2]) + Double(column[count / 2])) / 2)
      }
    }
    return medians
  }

  /// The share of every class at every position: [position][class].
  func classShares() throws -> [Double] {
    let classes = channels
    var counts = [Int](repeating: 0, count: maker.count * classes)
    var labels = [Int32](repeating: 0, count: maker.count)
    var labelled = [Int](repeating: 0, count: maker.count)
    for (place, image) in images.enumerated() {
      if place % 64 == 0 { try watch.check() }
      labels.withUnsafeMutableBufferPointer { labels in
        guard let start = labels.baseAddress else { return }
        maker.writeLabels(image, to: start)
      }
      for (position, label) in labels.enumerated() where label >= 0 {
        precondition(Int(label) < classes, "a label is one of the classes")
        counts[position * classes + Int(label)] += 1
        labelled[position] += 1
      }
    }
    return counts.enumerated().map { place, count in
      labelled[place / classes] == 0
        ? 1 / Double(classes) : Double(count) / Double(labelled[place / classes])
    }
  }

  private func forEachImage(_ body: (UnsafeBufferPointer<Float>) -> Void) throws {
    var values = [Float](repeating: 0, count: maker.count)
    try values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      for (place, image) in images.enumerated() {
        if place % 64 == 0 { try watch.check() }
        maker.write(image, to: start)
        body(UnsafeBufferPointer(values))
      }
    }
  }
}
