import Documents
import Report
import Taxonomy
import Testing

@Suite("Texts")
struct TextTests {
  @Test("of a tiny taxonomy read exactly like this")
  func details() throws {
    let results = try Examples.tiny()
    let text = TaxonomyText.details([results.taxonomies[1]])
    #expect(
      text == """
        Budget 1: supervise normal
          mean gain 38%, mean quality 38% over 2 targets

        target  from       gain  quality
        depth   <- normal   25%      25%

        gain: share of test images on which the transfer beats a network trained from scratch on the same
          data
        quality: share of test images on which it beats the fully supervised network; 50% is parity

        """)
  }

  @Test("list all budgets that buy something, and why others cannot be met")
  func overview() throws {
    let text = TaxonomyText.overview(try Examples.tiny().taxonomies)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "budget  gain  quality  objective  supervise")
    #expect(text.contains("     1   38%      38%     0.9250  normal\n"))
    #expect(text.contains("     2   50%      50%     1.1250  depth, normal\n"))
    #expect(text.contains("     0     –        –          –  none: "))
  }

  @Test("say once what gain and quality are")
  func summary() throws {
    let taxonomies = try Examples.full().taxonomies
    let text = TaxonomyText.summary(taxonomies, of: taxonomies)
    #expect(text.split(separator: "quality: share of test images").count == 2)
    #expect(text.contains("Budget 2: supervise") && text.contains("budget  gain"))
  }

  @Test("fit in 100 columns")
  func width() throws {
    let long = String(repeating: "long_name_", count: 30)
    let runs = [try Examples.full(), try Examples.tiny(), try Examples.single(named: long)]
    for results in runs {
      let text =
        TaxonomyText.details(results.taxonomies) + TaxonomyText.overview(results.taxonomies)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }

  @Test("of a run lead with what it shows and end with what is missing")
  func run() throws {
    let text = RunText.summary(try Examples.full())
    #expect(text.hasPrefix("full  incomplete, run feedbeef\n"))
    #expect(text.contains("supervise"))
    #expect(text.hasSuffix("- transfer jigsaw → egomotion (failed): It <died> & left.\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let new = RunText.summary(RunResults(id: "1", name: "new", state: "running", tasks: []))
    #expect(new == "new  running, run 1\n")
  }

  @Test("name a few budgets that show how things change, the first and the best among them")
  func landmarks() throws {
    let series = try #require(try Examples.full().series.last)
    let budgets = series.landmarks(limit: 3).map(\.budget)
    #expect(budgets.count == 3)
    #expect(budgets.first == 1 && budgets.last == 6)
    #expect(budgets == budgets.sorted())
  }

  @Test("are coloured only when asked, and never by a name")
  func colour() throws {
    let results = try Examples.single(named: "red\u{1B}[31m")
    #expect(!TaxonomyText.details(results.taxonomies).contains("\u{1B}"))
    #expect(TaxonomyText.details(results.taxonomies, style: .ansi).contains("\u{1B}[1mBudget 1"))
  }

  @Test("as DOT quote every name and close every brace", arguments: Examples.nasty)
  func dot(name: String) throws {
    let results = try Examples.single(named: name)
    let text = TaxonomyDOT.text(results.taxonomies[1], tasks: results.tasks)
    #expect(text.hasPrefix("digraph taxonomy {\n"))
    #expect(text.hasSuffix("}\n"))
    for line in text.split(separator: "\n").dropFirst().dropLast() {
      #expect(line.hasSuffix(";"))
      let unescaped = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
      #expect(unescaped.count { $0 == "\"" } % 2 == 0)
    }
  }

  @Test("as DOT have an edge for each source, labelled with the order")
  func edges() throws {
    let results = try Examples.tiny()
    let text = TaxonomyDOT.text(results.taxonomies[1], tasks: results.tasks)
    #expect(text.contains("  \"from normal\" -> \"to depth\" [label=\"1\"];\n"))
  }
}

@Suite("Files")
struct FileTests {
  @Test("of measurements are sorted and read back exactly")
  func csv() throws {
    let table = [
      Measurement(sources: ["b", "a"], target: "t", value: 0.1 + 0.2),
      Measurement(sources: ["c"], target: "t", value: 1e-300),
      Measurement(sources: ["z"], target: "s, or \"s\"", value: 1),
    ]
    let text = TransferFile.csv(table)
    #expect(
      text == """
        sources,target,value
        z,"s, or ""s""\",1
        c,t,1e-300
        a+b,t,0.30000000000000004

        """)
    let back = try TransferTable(csv: Array(text.utf8), name: "text")
    for row in table {
      #expect(back[Transfer(sources: row.sources, target: row.target)] == row.value)
    }
  }

  @Test("as JSON read back, with the taxonomies of every order and budget")
  func json() throws {
    let results = try Examples.tiny()
    let back = try JSON(reading: RunDocument.everything(results).text(.indented))
    #expect(back == RunDocument.everything(results))
    #expect(back["series"]?.array?.count == 2)
    #expect(back["series"]?.array?[0]["taxonomies"]?.array?.count == 3)
    #expect(back["affinities"]?.array?.count == results.affinities.count)
    #expect(back["affinities"]?.array?[0]["high"] == .number(0.31))
    #expect(back["tasks"]?.array?.count == 3)
    #expect(RunDocument.taxonomies(results)["run"] == "0123abcd")
  }
}
