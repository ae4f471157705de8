/// Means, spreads, quantiles and correlations of plain lists of numbers.
enum Statistics {
  /// The arithmetic mean; nil where there is no value.
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The standard deviation of a sample (division by count - 1); nil below two values.
  static func deviation(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// The quantile `share` (0...1) of ascending values, linear between neighbours.
  static func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
    precondition(!values.isEmpty && (0...1).contains(share), "a quantile needs values and a share")
    let place = share * Double(values.count - 1)
    let below = Int(place)
    guard below + 1 < values.count else { return values[values.count - 1] }
    let weight = place - Double(below)
    return values[below] + weight * (values[below + 1] - values[below])
  }

  /// The ranks of `values` from 1, ties sharing the mean of their ranks.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// Pearson's correlation of two lists of one length; nil where either does not vary.
  static func correlation(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count, "correlation needs pairs")
    guard let leftMean = mean(left), let rightMean = mean(right) else { return nil }
    var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0)
    for (a, b) in zip(left, right) {
      product += (a - leftMean) * (b - rightMean)
      leftSquare += (a - leftMean) * (a - leftMean)
      rightSquare += (b - rightMean) * (b - rightMean)
    }
    guard leftSquare > 0, rightSquare > 0 else { return nil }
    return product / (leftSquare * rightSquare).squareRoot()
  }

  /// Spearman's rank correlation, ties sharing ranks; nil where either list does not vary.
  static func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double? {
    correlation(ranks(left), ranks(right))
  }
}
