import Report
import Testing

@Suite("Inside reports")
struct InsideTests {
  @Test("numbers are rounded for people")
  func numbers() {
    #expect(NumberText.fixed(1.005, 2) == "1.00")
    #expect(NumberText.fixed(-0.25, 1) == "−0.3")
    #expect(NumberText.fixed(-0.001, 1) == "0.0")
    #expect(NumberText.percent(0.745) == "75%")
    #expect(NumberText.percent(.nan) == "–")
    #expect(NumberText.significant(0.012_345) == "0.0123")
    #expect(NumberText.significant(1234.6) == "1235")
    #expect(NumberText.significant(2.5e-7) == "0.3e−6")
    #expect(NumberText.duration(hours: 0.01) == "36 s")
    #expect(NumberText.duration(hours: 31.25) == "31.3 h")
    #expect(NumberText.coordinate(-1.005) == "-1")
    #expect(NumberText.coordinate(2.05) == "2.05")
    #expect(NumberText.coordinate(2.5) == "2.5")
  }

  @Test("Base64 agrees with the test vectors of RFC 4648")
  func base64() {
    let vectors = [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]
    for (bytes, text) in vectors { #expect(Base64.text(of: Array(bytes.utf8)) == text) }
  }

  @Test("layers are ordered without crossings where that is possible")
  func uncrossed() {
    for seed in 1...20 {
      let count = 3 + seed % 9
      let left = (0..<count).map { "l\($0)" }
      let right = (0..<count).map { "r\(($0 * 5 + seed) % 12)-\($0)" }
      let edges = (0..<count).map { (left: left[$0], right: right[(($0 + seed) * 1) % count]) }
      #expect(LayeredOrder(left: left, right: right, edges: edges).crossings == 0)
    }
  }

  @Test("layers keep their nodes, and crossings are counted right")
  func crossed() {
    let all = ["a", "b"].flatMap { left in ["x", "y"].map { (left: left, right: $0) } }
    let order = LayeredOrder(left: ["a", "b", "alone"], right: ["x", "y"], edges: all)
    #expect(order.crossings == 1)
    #expect(order.left.sorted() == ["a", "alone", "b"])
    #expect(order.right.sorted() == ["x", "y"])
  }

  @Test("the scale of affinities has the fair share in its middle, whatever the field's size")
  func fairShare() {
    for count in [2, 10, 99] {
      let table = (0..<count).map {
        Measurement(sources: ["s\($0)"], target: "t", value: 1 / Double(count))
      }
      #expect(abs(MatrixScale(table, .affinities).position(table[0]) - 0.5) < 1e-12)
    }
  }

  @Test("labels that are too long keep their beginning and their end")
  func fitted() {
    let text = TextMetrics.fitted("vanishing_point_well_defined", size: 12, width: 100)
    #expect(text.hasPrefix("van") && text.hasSuffix("ned") && text.contains("…"))
    #expect(TextMetrics.width(text, size: 12) <= 100)
    #expect(TextMetrics.fitted("normal", size: 12, width: 100) == "normal")
  }

  @Test("text is wrapped at spaces, and only otherwise inside words")
  func wrapped() {
    #expect(TextTable.wrapped("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(TextTable.wrapped("aaaaaaa b", width: 3) == ["aaa", "aaa", "a b"])
    #expect(TextTable.wrapped("", width: 3) == [""])
  }

  @Test("the checker of these tests notices what is wrong")
  func checker() {
    for broken in ["<a>", "<a></b>", "<a>&</a>", "<a x=1></a>", "<a x=\"1\" x=\"2\"/>", "", "<a><"]
    {
      #expect(XMLChecker(broken).fault != nil)
    }
    #expect(XMLChecker("<a x=\"1\">&amp;<b/></a>").fault == nil)
  }
}
