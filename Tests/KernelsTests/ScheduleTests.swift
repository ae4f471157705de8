import Kernels
import Testing

@Suite struct ScheduleTests {
  @Test func oneCycleHasItsLandmarks() {
    let cycle = OneCycle(peak: 0.003, steps: 100, warmUp: 0.15)
    #expect(abs(cycle.rate(at: 0) - 0.003 / 25) < 1e-10)
    #expect(abs(cycle.rate(at: 99) - 0.003 / 250_000) < 1e-12)
    let rates = (0...99).map { cycle.rate(at: $0) }
    #expect(rates.firstIndex(of: rates.max() ?? 0) == 14)
    #expect(rates.dropFirst(15).elementsEqual(rates.dropFirst(15).sorted(by: >)))
  }

  @Test func halfWayUpIsTheMeanOfStartAndPeak() {
    // 21 steps, a third of them rising: the peak is at step 6, the middle of the rise at step 3.
    let cycle = OneCycle(peak: 1, steps: 21, warmUp: 1.0 / 3)
    #expect(abs(cycle.rate(at: 6) - 1) < 1e-6)
    #expect(abs(cycle.rate(at: 3) - 0.52) < 1e-6)
    #expect(abs(cycle.rate(at: 13) - 0.500002) < 1e-6)
  }

  @Test func aShortCycleStaysFinite() {
    for steps in 1...20 {
      let cycle = OneCycle(peak: 0.1, steps: steps)
      for step in 0..<steps {
        let rate = cycle.rate(at: step)
        #expect(rate > 0 && rate <= 0.1)
      }
    }
  }

  @Test func biasCorrectionsAreOneMinusThePower() {
    let corrections = AdamW().corrections(step: 2)
    #expect(abs(corrections.first - 0.19) < 1e-6)
    #expect(abs(corrections.second - 0.001999) < 1e-7)
  }
}
