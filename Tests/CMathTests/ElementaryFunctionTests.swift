import CMath
import Glibc
import Testing

/// Values spread over `range`, with both ends.
private func values(_ range: ClosedRange<Double>, count: Int = 20_000) -> [Double] {
  (0...count).map {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count)
  }
}

/// The largest error of `ours` against `exact` over `inputs`, in units in the last place of a float.
private func floatError(
  _ inputs: [Double], _ ours: (Float) -> Float, _ exact: (Double) -> Double
) -> Double {
  inputs.map(Float.init).map { input in
    let expected = exact(Double(input))
    return abs(Double(ours(input)) - expected) / Double(Float(expected).magnitude.ulp)
  }.max() ?? .infinity
}

/// The largest error of `ours` against `exact` over `inputs`, in units in the last place.
private func doubleError(
  _ inputs: [Double], _ ours: (Double) -> Double, _ exact: (Double) -> Double
) -> Double {
  inputs.map { abs(ours($0) - exact($0)) / exact($0).magnitude.ulp }.max() ?? .infinity
}

@Suite struct ElementaryFunctionTests {
  @Test func floatFunctionsRoundNearlyCorrectly() {
    #expect(floatError(values(-87...88.7), tm_expf, exp) < 0.51)
    #expect(floatError(values(1e-6...4), tm_logf, log) < 0.51)
    #expect(floatError(values(1...1e30), tm_logf, log) < 0.51)
    #expect(floatError(values(-10...10), tm_tanhf, tanh) < 0.51)
    #expect(floatError(values(-1e-4...1e-4), tm_tanhf, tanh) < 0.51)
    #expect(floatError(values(-700...700), tm_sinf, sin) < 0.51)
    #expect(floatError(values(-1e6...1e6), tm_cosf, cos) < 0.51)
    #expect(floatError(values(-1...1), tm_asinf, asin) < 0.51)
  }

  @Test func doubleFunctionsErrByAFewUnits() {
    #expect(doubleError(values(-700...700), tm_exp, exp) < 4)
    #expect(doubleError(values(1e-3...1e3), tm_log, log) < 4)
    #expect(doubleError(values(0.9...1.1), tm_log, log) < 4)
    #expect(doubleError(values(-20...20), tm_cos, cos) < 4)
    #expect(doubleError(values(-20...20), tm_sin, sin) < 4)
  }

  @Test func powersAndAnglesAgreeWithTheLibrary() {
    for base in values(0.001...3, count: 200).map(Float.init) {
      for exponent: Float in [-2.5, -1, 0.25, 0.4545, 1, 3, 40] {
        let expected = pow(Double(base), Double(exponent))
        let tolerance = 0.51 * Double(Float(expected).ulp)
        #expect(abs(Double(tm_powf(base, exponent)) - expected) <= tolerance)
      }
    }
    for y in values(-2...2, count: 100).map(Float.init) {
      for x in values(-2...2, count: 100).map(Float.init) where x != 0 || y != 0 {
        let expected = atan2(Double(y == 0 ? 0 : y), Double(x))
        #expect(
          abs(Double(tm_atan2f(y, x)) - expected) <= 0.51 * Double(Float(expected).magnitude.ulp))
      }
    }
  }

  @Test func limitsAndInvalidArguments() {
    #expect(tm_expf(-200) == 0)
    #expect(tm_expf(-100) == Float(exp(-100.0)), "a result below the normal numbers")
    #expect(tm_expf(200) == .infinity)
    #expect(tm_expf(.nan).isNaN)
    #expect(tm_exp(-745) == exp(-745.0))
    #expect(tm_exp(-.infinity) == 0)
    #expect(tm_exp(710) == .infinity)
    #expect(tm_exp(0) == 1)
    #expect(tm_logf(0) == -.infinity)
    #expect(tm_logf(.infinity) == .infinity)
    #expect(tm_logf(-1).isNaN)
    #expect(tm_logf(1) == 0)
    #expect(tm_log(.leastNonzeroMagnitude) == log(.leastNonzeroMagnitude))
    #expect(tm_tanhf(.infinity) == 1)
    #expect(tm_tanhf(-50) == -1)
    #expect(tm_tanhf(0) == 0)
    #expect(tm_powf(0, 2) == 0)
    #expect(tm_powf(0, 0) == 1)
    #expect(tm_powf(-1, 2).isNaN)
    #expect(tm_atan2f(0, 0) == 0)
    #expect(tm_atan2f(0, -1) == Float.pi.nextUp)
    #expect(tm_asinf(1.5).isNaN)
    #expect(tm_sinf(.infinity).isNaN)
    #expect(tm_cosf(1e7).isNaN)
  }

  @Test func inlineTwinsReturnTheSameBits() {
    for value in values(-30...30, count: 3_000) {
      let single = Float(value)
      #expect(tm_inline_expf(single).bitPattern == tm_expf(single).bitPattern)
      #expect(tm_inline_tanhf(single).bitPattern == tm_tanhf(single).bitPattern)
      #expect(tm_inline_exp(value).bitPattern == tm_exp(value).bitPattern)
      let positive = abs(value) + 0.001
      #expect(tm_inline_logf(Float(positive)).bitPattern == tm_logf(Float(positive)).bitPattern)
      #expect(tm_inline_log(positive).bitPattern == tm_log(positive).bitPattern)
    }
  }

  @Test func bitsNeverChange() {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ bits: UInt32) {
      digest = (digest ^ UInt64(bits)) &* 0x100_0000_01b3
    }
    for value in values(-8...8, count: 4_000).map(Float.init) {
      for function in [tm_sinf, tm_cosf, tm_expf, tm_tanhf] { absorb(function(value).bitPattern) }
      absorb(tm_logf(value.magnitude).bitPattern)
      absorb(tm_powf(value.magnitude, 0.4545).bitPattern)
      absorb(tm_atan2f(value, 1.5).bitPattern)
      absorb(tm_asinf(value / 8).bitPattern)
    }
    #expect(digest == 15_186_457_096_763_604_878)
  }
}
