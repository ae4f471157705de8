import Benchmarks
import Testing

@Suite struct AcceptanceFigureTests {
  @Test func theMeanOfTheRunsCounts() {
    #expect(AcceptanceFigure("a", [0.5, 0.7], .atLeast(0.6)).holds)
    #expect(!AcceptanceFigure("a", [0.5, 0.69], .atLeast(0.6)).holds)
    #expect(!AcceptanceFigure("a", [0.6], .above(0.6)).holds)
    #expect(AcceptanceFigure("a", [0.125, 0.25], .atMost(0.2)).holds)
  }

  @Test func aStatementHasToHoldInEveryRun() {
    #expect(AcceptanceFigure("a", [true, true]).holds)
    #expect(!AcceptanceFigure("a", [true, false]).holds)
    #expect(AcceptanceFigure("a", [true, false]).text == "FAIL  1 of 2  a")
  }

  @Test func whatIsNoNumberDoesNotHold() {
    let figure = AcceptanceFigure("a", [.nan], .atMost(1))
    #expect(!figure.holds)
    #expect(figure.text == "FAIL  none <= 1.000  a")
  }

  @Test func severalRunsShowTheirRange() {
    let figure = AcceptanceFigure("rows", [-0.0204, 0.5, 0.75], .atLeast(0.4))
    #expect(figure.text == "ok    0.410 >= 0.400  rows  (-0.020 to 0.750)")
  }
}
