import Terminal
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    (0.0, "0 s"), (0.0004, "<1 ms"), (0.42, "420 ms"), (0.9999, "1.0 s"), (3.25, "3.2 s"),
    (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 m 00 s"), (192, "3 m 12 s"), (3599.6, "1 h 00 m"),
    (7_500, "2 h 05 m"), (356_400, "4 d 3 h"), (-12, "-12 s"), (.infinity, "inf"),
  ])
  func durationsHaveTheirTwoGreatestUnits(seconds: Double, text: String) {
    #expect(Format.duration(seconds) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (950, "950"), (1234, "1.2 k"), (37e9, "37.0 G"), (999_600, "1.0 M"),
    (215e15, "215 P"), (4.14e18, "4.1 E"), (2e22, "20000 E"),
  ])
  func largeNumbersHavePrefixes(value: Double, text: String) {
    #expect(Format.scaled(value) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_500_000_000, "1.4 GiB"),
    (1_048_575, "1.0 MiB"), (150 << 20, "150 MiB"), (Int.max, "8.0 EiB"), (-2048, "-2.0 KiB"),
  ])
  func bytesHaveBinaryUnits(count: Int, text: String) {
    #expect(Format.bytes(count) == text)
  }

  @Test(arguments: [
    (0.8734, 3, "0.873"), (0.125, 2, "0.12"), (2.5, 0, "2"),
    (-0.0001, 2, "0.00"), (1e3, 1, "1000.0"),
    (-1.25, 1, "-1.2"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
    (0.1, 20, "0.10000000000000000555"),
  ])
  func decimalsAreRoundedFromTheExactValue(value: Double, digits: Int, text: String) {
    #expect(Format.decimal(value, digits) == text)
  }

  @Test func countsHaveCommasBetweenThousands() {
    #expect([0, 999, 1000, -1_234_567].map(Format.count) == ["0", "999", "1,000", "-1,234,567"])
    #expect(Format.count(.min) == "-9,223,372,036,854,775,808")
    #expect(Format.percent(0.1234, 1) == "12.3 %")
  }
}
