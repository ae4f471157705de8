import Documents
import Terminal
import TestSupport
import Testing

@Suite struct CommandLineTests {
  @Test(arguments: [
    ("open", "shop open"), ("", "shop open"), ("--slots 2", "shop open"), ("-q", "shop open"),
    ("--state x sell ann", "shop sell"), ("sell --state x ann", "shop sell"),
    ("keys create", "shop keys create"), ("keys --state=x revoke k", "shop keys revoke"),
  ])
  func aLineLeadsToItsCommand(line: String, command: String) throws {
    #expect(try Example.arguments(line).commandLine == command)
  }

  @Test(arguments: [
    "--slots=3 --quiet --dry-run", "--slots 3 -q -n", "-s3 -qn", "-qns 3", "-nqs3", "-s 3 -q -q -n",
  ])
  func optionsHaveManySpellings(line: String) throws {
    for line in [line, "open \(line)"] {
      let arguments = try Example.arguments(line)
      #expect(try arguments.integer("slots", in: 1...) == 3)
      #expect(arguments.flag("quiet") && arguments.flag("dry-run"))
    }
  }

  @Test func aWordAfterTwoDashesIsAnOperand() throws {
    let arguments = try Example.arguments("sell ann -- --state -q")
    #expect(arguments.texts("GOODS") == ["--state", "-q"])
    #expect(try arguments.text("state") == "state")
  }

  @Test func negativeNumbersAndTheDashAreNoOptions() throws {
    #expect(try Example.arguments("sell -5 -").texts("GOODS") == ["-"])
    #expect(try Example.arguments("open --slots -2").integer("slots") == -2)
    #expect(try Example.arguments("open --slots=-2").integer("slots") == -2)
  }

  @Test func anOptionalValueIsTakenWhereThereIsOne() throws {
    #expect(try Example.arguments("--connect tcp://a:1 -q").text("connect") == "tcp://a:1")
    #expect(try Example.arguments("--connect -q").text("connect") == "")
    #expect(try Example.arguments("--connect").text("connect") == "")
    #expect(try Example.arguments("-c").isGiven("connect"))
    #expect(try !Example.arguments("").isGiven("connect"))
  }

  @Test func theLineOutranksTheEnvironmentAndThatTheDefault() throws {
    let environment = ["SHOP_STATE": "there", "SHOP_ACCESS": ""]
    #expect(try Example.arguments("open").text("state") == "state")
    #expect(try Example.arguments("open", environment: environment).text("state") == "there")
    let both = try Example.arguments("open --state here", environment: environment)
    #expect(try both.text("state") == "here")
    #expect(try Example.arguments("", environment: environment).textIfGiven("access") == nil)
  }

  @Test func operandsHaveDefaults() throws {
    #expect(try Example.arguments("show").text("DAY") == "last")
    #expect(try Example.arguments("show monday").text("DAY") == "monday")
    #expect(try Example.arguments("sell ann").texts("GOODS") == [])
  }

  @Test func listsAndPairsKeepTheirOrder() throws {
    let arguments = try Example.arguments("--data b=/x,y=z --data a=/w --weights t=2,u=0.5")
    let data = try arguments.pairs("data", separatesAtCommas: false)
    #expect(data.map(\.name) == ["b", "a"])
    #expect(data.map(\.value) == ["/x,y=z", "/w"])
    let weights = try arguments.decimalPairs("weights", in: 0...)
    #expect(weights.map(\.name) == ["t", "u"])
    #expect(weights.map(\.value) == [2, 0.5])
    #expect(try Example.arguments("--access a,b,c").list("access") == ["a", "b", "c"])
    #expect(try Example.arguments("").list("access") == [])
  }

  @Test(arguments: [
    ("opne", "unknown command 'opne'; did you mean 'open'? Try 'shop --help'"),
    ("xyzzy", "unknown command 'xyzzy'; try 'shop --help'"),
    ("help sel", "unknown command 'sel'; did you mean 'sell'? Try 'shop --help'"),
    ("open --slot 1", "unknown option '--slot'; did you mean '--slots'? Try 'shop open --help'"),
    ("--qiuet", "unknown option '--qiuet'; did you mean '--quiet'? Try 'shop --help'"),
    ("open -x", "unknown option '-x'; try 'shop open --help'"),
    ("sell", "BUYER is missing; try 'shop sell --help'"),
    ("show a b", "unexpected 'b'; try 'shop show --help'"),
    ("-q sell", "unexpected 'sell'; a command comes first; try 'shop open --help'"),
    ("open --slots", "--slots needs a value, COUNT; try 'shop open --help'"),
    ("open --slots --quiet", "--slots needs a value, COUNT; try 'shop open --help'"),
    ("open --quiet=yes", "--quiet takes no value; try 'shop open --help'"),
    ("open --slots 1 -s 2", "--slots stands twice; try 'shop open --help'"),
    (
      "open --form jsno",
      "--form is one of text, json, not 'jsno'; did you mean 'json'? Try 'shop open --help'"
    ),
    ("keys", "'shop keys' needs a command; try 'shop keys --help'"),
  ])
  func refusalsSayWhatIsWrongAndWhereToRead(line: String, message: String) {
    #expect(throws: Failure(.usage, message)) { try Example.parse(line) }
  }

  @Test func aBadEnvironmentIsNamed() {
    #expect(
      throws: Failure(
        .usage, "SHOP_FORM is one of text, json, not 'xml'; try 'shop open --help'")
    ) { try Example.parse("open", environment: ["SHOP_FORM": "xml"]) }
  }

  @Test func typedValuesSayWhatTheyMayBe() throws {
    func message(_ line: String, _ read: (Arguments) throws(Failure) -> Void) throws -> String {
      let arguments = try Example.arguments(line)
      do throws(Failure) {
        try read(arguments)
        return ""
      } catch {
        return String(error.message.prefix { $0 != ";" })
      }
    }
    func slots(_ arguments: Arguments) throws(Failure) {
      _ = try arguments.integer("slots", in: 1...)
    }
    func weights(_ arguments: Arguments) throws(Failure) {
      _ = try arguments.decimalPairs("weights", in: 0...1)
    }
    func access(_ arguments: Arguments) throws(Failure) { _ = try arguments.text("access") }
    func list(_ arguments: Arguments) throws(Failure) { _ = try arguments.list("access") }
    func share(_ arguments: Arguments) throws(Failure) {
      _ = try arguments.decimal("access", in: 0..<1)
    }
    #expect(try message("--slots 0", slots) == "--slots is 1 or more, not 0")
    #expect(try message("--slots 1.5", slots) == "--slots is a whole number, not '1.5'")
    #expect(try message("--weights t", weights) == "--weights 't' is not NAME=VALUE")
    #expect(try message("--weights t=1,t=1", weights) == "--weights names 't' twice")
    #expect(try message("--weights t=2", weights) == "--weights t is from 0 to 1, not 2")
    #expect(try message("", access) == "--access is missing")
    #expect(try message("--access a,,b", list) == "--access 'a,,b' has an empty part")
    #expect(try message("--access nan", share) == "--access is a number, not 'nan'")
    #expect(
      try message("--access 1", share) == "--access is 0 or more and below 1, not 1")
  }

  @Test(arguments: [
    ("--help", "shop"), ("sell --help", "shop sell"), ("-h", "shop"), ("help", "shop"),
    ("help keys revoke", "shop keys revoke"), ("keys --help", "shop keys"),
    ("open -qh", "shop open"), ("--slots 2 --help", "shop open"),
  ])
  func helpIsForTheCommandAtHand(line: String, command: String) throws {
    guard case .help(let path) = try Example.parse(line) else {
      Issue.record("'\(line)' shows no help")
      return
    }
    #expect(path.map(\.name).joined(separator: " ") == command)
  }

  @Test func anyWordsAreEitherUnderstoodOrRefused() throws {
    let words = [
      "open", "sell", "keys", "create", "help", "--", "-", "-q", "-qs", "-s3", "--slots",
      "--slots=", "--form", "json", "--connect", "-5", "--state", "", "=", "--=", "---", "-é",
    ]
    var random = SeededGenerator(seed: 7)
    var refusals = 0
    for _ in 0..<5000 {
      let line = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }
      do throws(Failure) {
        _ = try Parser.parse(line, of: Example.root, environment: { _ in nil })
      } catch {
        refusals += 1
        #expect(error.code == .usage)
        #expect(error.message.hasSuffix(" --help'"))
      }
    }
    #expect((1000..<5000).contains(refusals))
  }

  @Test func versionsAndPagesAreWritten() throws {
    var text = ""
    let status = try Program.perform(
      ["--version"], of: Example.root, version: "1.2", environment: { _ in nil },
      write: { text += $0 })
    #expect(status == .success)
    #expect(text == "shop 1.2\n")
  }
}

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "abc", 3), ("abc", "abc", 0), ("ca", "ac", 1), ("kitten", "sitting", 3),
    ("ca", "abc", 3), ("serve", "sevre", 1),
  ])
  func distancesAreKnown(one: String, other: String, distance: Int) {
    #expect(Suggestion.distance(one, other) == distance)
    #expect(Suggestion.distance(other, one) == distance)
  }

  @Test func onlyNearWordsAreSuggested() {
    #expect(Suggestion.nearest(to: "taxonmoy", among: ["tree", "taxonomy"]) == "taxonomy")
    #expect(Suggestion.nearest(to: "gcc", among: ["gc", "graph"]) == "gc")
    #expect(Suggestion.nearest(to: "abc", among: ["xyc"]) == nil)
  }
}
