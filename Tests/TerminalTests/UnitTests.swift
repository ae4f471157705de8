import Documents
import Terminal
import Testing

@Suite struct UnitTests {
  @Test(arguments: [
    ("512", 512), ("64MiB", 64 << 20), ("1.5G", 3 << 29), ("20gb", 20_000_000_000), ("0", 0),
    ("2k", 2048), ("0.1B", 0),
  ])
  func bytesHaveUnits(text: String, bytes: Int) throws {
    #expect(try Example.arguments("--slots \(text)").bytesIfGiven("slots") == bytes)
  }

  @Test(arguments: [
    ("30", 30.0), ("1.5s", 1.5), ("250ms", 0.25), ("10m", 600), ("2h", 7200), ("7d", 604_800),
  ])
  func timesHaveUnits(text: String, seconds: Double) throws {
    #expect(try Example.arguments("--slots \(text)").secondsIfGiven("slots") == seconds)
  }

  @Test(arguments: ["much", "4 XB", "-1", "1e3", "1.2.3G", "9999999999Th", "inf"])
  func otherTextIsRefused(text: String) throws {
    let invocation = try Parser.parse(
      ["open", "--slots=\(text)"], of: Example.root, environment: { _ in nil })
    guard case .run(_, let arguments) = invocation else {
      Issue.record("'open' does not run")
      return
    }
    #expect(throws: Failure.self) { try arguments.bytesIfGiven("slots") }
    #expect(throws: Failure.self) { try arguments.secondsIfGiven("slots") }
  }
}
