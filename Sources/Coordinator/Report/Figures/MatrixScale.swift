/// How the numbers of a matrix become shades.
package struct MatrixScale {
  /// What the numbers are.
  let stage: AffinityMatrix.Stage
  /// The entrants of each target's tournament.
  private let entrants: [String: Int]
  private let lowest: Double
  private let highest: Double

  /// The scale of a whole table, of all orders.
  package init(_ table: [Measurement], _ stage: AffinityMatrix.Stage) {
    self.stage = stage
    entrants = table.reduce(into: [:]) { $0[$1.target, default: 0] += 1 }
    let logarithms = table.filter { $0.value > 0 }.map { Self.logarithm($0.value) }
    lowest = logarithms.min() ?? 0
    highest = logarithms.max() ?? 0
  }

  /// Where a measurement lies, from 0 (nothing) to 1 (all).
  ///
  /// An affinity p of N entrants is compared with the fair share 1/N: the scale is pN / (1 + pN),
  /// so that the middle means "as good as the average entrant" whatever N is, and no single
  /// network that wins everything hides the differences between the others. Losses lie on one
  /// logarithmic scale.
  package func position(_ measurement: Measurement) -> Double {
    switch stage {
    case .affinities:
      let ratio = max(measurement.value, 0) * Double(entrants[measurement.target] ?? 1)
      return ratio / (1 + ratio)
    case .winRates: return min(max(measurement.value, 0), 1)
    case .losses:
      guard measurement.value > 0, highest > lowest else { return 0 }
      return (Self.logarithm(measurement.value) - lowest) / (highest - lowest)
    }
  }

  /// A measurement in words.
  func text(_ measurement: Measurement) -> String {
    var text = "\(name) \(NumberText.significant(measurement.value))"
    if let interval = measurement.interval {
      text +=
        " (\(NumberText.significant(interval.lowerBound)) to "
        + "\(NumberText.significant(interval.upperBound)))"
    }
    guard stage == .affinities else { return text }
    let ratio = measurement.value * Double(entrants[measurement.target] ?? 1)
    return text + ", \(NumberText.significant(ratio)) times the fair share"
  }

  /// What is written under the scale: text, place from 0 to 1, and how it is aligned there.
  var ticks: [(String, Double, Drawing.Anchor)] {
    switch stage {
    case .affinities: [("0", 0, .start), ("fair share", 0.5, .middle), ("all", 1, .end)]
    case .winRates: [("0%", 0, .start), ("parity", 0.5, .middle), ("100%", 1, .end)]
    case .losses: [("lowest loss", 0, .start), ("highest", 1, .end)]
    }
  }

  /// The scale in a sentence.
  var explanation: String {
    switch stage {
    case .affinities:
      "the further along its scale a cell lies, the more often the transfer wins its target's tournament."
    case .winRates:
      "the further along its scale a cell lies, the more test images the transfer wins."
    case .losses:
      "the further along its scale a cell lies, the higher the mean test loss, on one logarithmic scale."
    }
  }

  private var name: String {
    switch stage {
    case .affinities: "affinity"
    case .winRates: "gain"
    case .losses: "mean loss"
    }
  }

  /// A logarithm to base 2 whose mantissa is interpolated: monotone, and the same everywhere.
  private static func logarithm(_ value: Double) -> Double {
    Double(value.exponent) + value.significand - 1
  }
}
