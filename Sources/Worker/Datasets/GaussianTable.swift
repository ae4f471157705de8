internal import CMath

/// The normal distribution as a table of its 65536 quantiles, which 16 random bits pick from.
///
/// Drawing is a look-up, so noise over an image costs microseconds; the tails end at 4.32
/// deviations and the deviation of the table is within 1e-4 of 1.
package enum GaussianTable {
  /// Entry i is the quantile of probability (i + 1/2) / 65536.
  package static let quantiles: [Float] = {
    let upper = (0..<32_768).map { index in
      Float(-quantile(lower: (Double(index) + 0.5) / 65_536))
    }
    return upper.map { -$0 } + upper.reversed()
  }()

  /// The normal quantile of a probability in (0, 1/2], relative error below 1.2e-9.
  ///
  /// Acklam's rational approximations: one for the tail below 0.02425, one for the middle.
  static func quantile(lower probability: Double) -> Double {
    precondition(probability > 0 && probability <= 0.5, "the lower half of the distribution")
    if probability < 0.02425 {
      let depth = (-2 * tm_log(probability)).squareRoot()
      return polynomial(tailNumerator, depth) / (polynomial(tailDenominator, depth) * depth + 1)
    }
    let offset = probability - 0.5
    let square = offset * offset
    return polynomial(middleNumerator, square) * offset
      / (polynomial(middleDenominator, square) * square + 1)
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }

  private static let middleNumerator = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let middleDenominator = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
    6.680131188771972e+01, -1.328068155288572e+01,
  ]
  private static let tailNumerator = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let tailDenominator = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
    3.754408661907416e+00,
  ]
}
