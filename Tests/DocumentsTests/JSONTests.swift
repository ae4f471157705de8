import Documents
import Testing

@Suite struct JSONTests {
  @Test func writesWhatItReads() throws {
    let text = #"{"a":[1,2.5,-3e-09],"b":{"c":"\"é\n","d":null},"e":[],"f":true}"#
    #expect(try JSON(reading: text).text() == text)
    let value = try JSON(reading: text)
    #expect(try JSON(reading: value.text(.indented)) == value)
  }

  @Test func canonicalTextDoesNotDependOnTheOrderOfMembers() throws {
    let one = try JSON(reading: #"{"b":1,"a":{"d":2,"c":3}}"#)
    let other = try JSON(reading: #"{ "a": {"c":3.0,"d":2}, "b": 1 }"#)
    #expect(one.text(.canonical) == other.text(.canonical))
  }

  @Test func numbersReadBackToTheSameDouble() throws {
    for number in [0.1, 1e300, -0.3, 1.0 / 3] as [Double] {
      #expect(try JSON(reading: JSON.text(of: number)).number == number)
    }
  }

  @Test func readsSurrogatePairs() throws {
    #expect(try JSON(reading: #""\ud83d\ude00""#).text == "\u{1f600}")
  }

  @Test(arguments: [
    ("{\n  \"a\": 1,\n  \"a\": 2\n}", "line 3, column 3: \"a\" stands twice"),
    ("[1, 2", "line 1, column 6: a comma or ] must follow"),
    ("{\"a\" 1}", "line 1, column 6: a colon must follow \"a\""),
    ("[01]", "'01' is no number"),
    ("[1.]", "'1.' is no number"),
    ("[1.e5]", "'1.e5' is no number"),
    ("\"\\u+123\"", "four hexadecimal digits must follow \\u"),
    ("\"\\u12\"", "four hexadecimal digits must follow \\u"),
    ("\"abc", "no closing quote"),
    ("nul", "this is no JSON value"),
    ("1 1", "unexpected text after the end"),
    (String(repeating: "[", count: 100), "more than 64 levels"),
    ("\"\\ud800\"", "half of a surrogate pair"),
  ])
  func namesThePlaceOfAnError(text: String, message: String) {
    #expect {
      try JSON(reading: text)
    } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test func remembersWhereEachPartBegins() throws {
    let document = try JSON.document("{\n \"training\": {\n  \"steps\": [10, 20] } }")
    #expect(document.positions["training.steps.1"]?.description == "line 3, column 17")
  }

  @Test func positionsTakeLittleMemoryWhateverTheNamesAre() throws {
    // Each of the elements would repeat the long name.
    let name = String(repeating: "n", count: 1 << 20)
    let elements = String(repeating: "0,", count: 100_000)
    let document = try JSON.document("{\"\(name)\": [\(elements)0]}")
    #expect(document.positions.keys.reduce(0) { $0 + $1.utf8.count } < 32 << 20)
    #expect(document.value[name]?.array?.count == 100_001)
  }
}
