/// Elementary functions whose bytes do not depend on the C library.
enum Elementary {
  private static let ln2High = 0x1.62e42fefa3800p-1
  private static let ln2Low = 0x1.ef35793c76730p-45

  /// base^exponent by squaring, for `exponent` >= 0.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    precondition(exponent >= 0, "a power by squaring is not negative")
    var result = 1.0
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }

  /// cos(pi * share) for `share` in 0...1, by its series around the nearer multiple of a quarter.
  static func cosineOfHalfTurns(_ share: Double) -> Double {
    if share > 0.5 { return -cosineOfHalfTurns(1 - share) }
    let square = (Double.pi * share) * (Double.pi * share)
    var sum = 1.0
    for term in stride(from: 22, through: 2, by: -2) {
      sum = 1 - square / Double(term * (term - 1)) * sum
    }
    return sum
  }

  /// e^x, relative error below 4e-16 where the result is a normal number.
  static func exponential(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.7 { return .infinity }
    if x < -745 { return 0 }
    let scale = (x * 1.442695040888963407).rounded()
    let rest = (x - scale * ln2High) - scale * ln2Low
    var sum = 1.0
    for term in stride(from: 14, through: 1, by: -1) {
      sum = 1 + rest / Double(term) * sum
    }
    return sum * Double(sign: .plus, exponent: Int(scale), significand: 1)
  }

  /// The natural logarithm of a positive number, relative error below 1e-15 away from 1.
  static func logarithm(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x.isInfinite { return x }
    var significand = x.significand
    var exponent = Double(x.exponent)
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for term in stride(from: 25, through: 1, by: -2) {
      sum = sum * square + 1 / Double(term)
    }
    return exponent * ln2High + (2 * ratio * sum + exponent * ln2Low)
  }
}
