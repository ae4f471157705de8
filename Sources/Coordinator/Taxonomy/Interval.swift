package import Documents

/// A range that holds the middle share of a quantity's bootstrap resamples.
package struct Interval: Equatable, Sendable {
  /// The lower end.
  package let low: Double
  /// The upper end; at least `low`.
  package let high: Double

  /// Makes the interval from `low` to `high`.
  package init(low: Double, high: Double) {
    precondition(low <= high, "an interval does not run backwards")
    self.low = low
    self.high = high
  }

  /// The interval between the quantiles (1 - share) / 2 and (1 + share) / 2 of `samples`.
  ///
  /// - Parameters:
  ///   - samples: at least one, in any order, finite.
  ///   - share: strictly between 0 and 1; 0.95 as a rule.
  init(middle share: Double, of samples: [Double]) {
    let sorted = samples.sorted()
    self.init(
      low: Statistics.quantile((1 - share) / 2, ofSorted: sorted),
      high: Statistics.quantile((1 + share) / 2, ofSorted: sorted))
  }

  /// `{"low":…,"high":…}`.
  package var json: JSON {
    .object([.init("low", .number(low)), .init("high", .number(high))])
  }
}
