import Documents
import Taxonomy
import Testing

@Suite struct ProblemTests {
  private let table = TransferTable([
    (transfer: Transfer(sources: ["self"], target: "depth"), value: 0.5),
    (transfer: Transfer(sources: ["normal"], target: "depth"), value: 0.3),
    (transfer: Transfer(sources: ["depth"], target: "depth"), value: 0.2),
    (transfer: Transfer(sources: ["pixels"], target: "depth"), value: 0.9),
    (transfer: Transfer(sources: ["edges", "normal"], target: "semseg"), value: 0.4),
    (transfer: Transfer(sources: ["self"], target: "semseg"), value: 0.6),
  ])

  @Test func sourcesAreAllTasksThatCanBePaidFor() throws {
    let problem = try TaxonomyProblem(affinities: table, options: TaxonomyOptions(budget: 1))
    #expect(problem.sources == ["depth", "edges", "normal", "semseg"])
    #expect(problem.targets == ["depth", "semseg"])
    #expect(problem.wholeBudgets == [1, 2, 3, 4])
  }

  @Test func supervisedTargetsAreTransfersFromSelf() throws {
    var options = TaxonomyOptions(budget: 2)
    let taxonomy = try solve(options)
    #expect(taxonomy.sources == ["depth", "semseg"])
    #expect(taxonomy.transfers.map(\.sources) == [["self"], ["self"]])
    #expect(taxonomy.objective == 1.1)
    options.sources = ["edges", "normal"]
    #expect(try solve(options).transfers.map(\.sources) == [["normal"], ["edges", "normal"]])
  }

  @Test func jsonHasItsMembersInOrder() throws {
    var options = TaxonomyOptions(budget: 1)
    options.targets = ["depth"]
    let known = TransferTable([
      (transfer: Transfer(sources: ["self"], target: "depth"), value: 0.75)
    ])
    let problem = try TaxonomyProblem(affinities: table, gain: known, options: options)
    #expect(
      try TaxonomySolver.solve(problem).json.text() == """
        {"status":"optimal","reason":null,"objective":0.5,"budget":1,"sources":["depth"],\
        "transfers":[{"target":"depth","sources":["self"],"value":0.5,"gain":0.75,\
        "quality":null}],"meanGain":0.75,"meanQuality":null}
        """)
  }

  @Test func retrainedTransfersCanBeLeftOut() throws {
    var options = TaxonomyOptions(budget: 1)
    options.targets = ["depth"]
    options.sources = ["depth"]
    options.value = .sqrt
    #expect(try solve(options).objective == 0.5.squareRoot())
    let retrained = TransferTable([
      (transfer: Transfer(sources: ["depth"], target: "depth"), value: 0.2)
    ])
    var only = TaxonomyOptions(budget: 1)
    #expect(try solve(only, retrained).objective == 0.2)
    only.allowsRetrained = false
    let taxonomy = try solve(only, retrained)
    #expect(taxonomy.status == .infeasible)
    #expect(taxonomy.reason?.contains("allow retrained") == true)
  }

  @Test func squareRootsAreClipped() throws {
    let tiny = TransferTable([
      (transfer: Transfer(sources: ["a"], target: "t"), value: 1e-30),
      (transfer: Transfer(sources: ["b"], target: "u"), value: 4),
    ])
    var options = TaxonomyOptions(budget: 2)
    options.value = .sqrt
    #expect(try solve(options, tiny).objective == 1 + 1e-5)
  }

  @Test func reasonsNameWhatIsInTheWay() throws {
    var options = TaxonomyOptions(budget: 0)
    let tooDear = try solve(options)
    #expect(tooDear.status == .infeasible)
    #expect(tooDear.objective == nil)
    #expect(tooDear.reason?.contains("budget 0") == true)
    options.budget = 1
    #expect(try solve(options).reason?.contains("a budget of 2 is enough") == true)
    options.maxOrder = 1
    options.sources = ["normal", "edges"]
    let noTransfer = try solve(options)
    #expect(noTransfer.reason?.contains("“semseg”") == true)
    #expect(noTransfer.reason?.contains("above 1") == true)
  }

  @Test func budgetZeroServesWhatCostsNothing() throws {
    var options = TaxonomyOptions(budget: 0)
    options.costs = ["edges": 0, "normal": 0]
    let taxonomy = try solve(options)
    #expect(taxonomy.status == .optimal)
    #expect(taxonomy.cost == 0)
    #expect(abs(try #require(taxonomy.objective) - 0.7) < 1e-12)
  }

  @Test(arguments: [1e30, 1e-30])
  func unitsOfMoneyDoNotMatter(unit: Double) throws {
    var options = TaxonomyOptions(budget: 1e31)
    for source in table.sources { options.costs[source] = unit }
    #expect(try solve(options).objective == 1.1)
  }

  @Test func namesAreAliasesOnlyWhereTheFileLacksThem() throws {
    var options = TaxonomyOptions(budget: 1)
    options.aliases = [["segment_semantic", "semseg"], ["depth", "normal"]]
    options.targets = ["segment_semantic", "depth"]
    options.importances = ["segment_semantic": 2]
    let problem = try TaxonomyProblem(affinities: table, options: options)
    #expect(problem.targets == ["depth", "semseg"])
    #expect(problem.importance(of: "semseg") == 2)
  }

  @Test func mistakesInOptionsAreExplained() {
    func message(_ change: (inout TaxonomyOptions) -> Void) -> String {
      var options = TaxonomyOptions(budget: 1)
      change(&options)
      let failure = #expect(throws: Failure.self) {
        try TaxonomyProblem(affinities: table, options: options)
      }
      return failure?.message ?? ""
    }
    #expect(message { $0.targets = ["dept"] }.contains("did you mean “depth”?"))
    #expect(message { $0.sources = ["zebra"] }.contains("no source “zebra”"))
    #expect(message { $0.costs = ["edges": -1] }.contains("edges"))
    #expect(message { $0.importances = ["depth": .infinity] }.contains("depth"))
    #expect(message { $0.budget = -1 }.contains("-1"))
    #expect(message { $0.maxOrder = 0 }.contains("order"))
    #expect(message { $0.targets = [] }.contains("no target"))
    #expect(
      message {
        $0.aliases = [["x", "edges", "normal"]]
        $0.sources = ["x"]
      }.contains("edges or normal"))
  }

  @Test func tablesNameRepeatedRows() {
    let text = "target,value,sources\nt,1,a+b\nt,2,b+a\n"
    let failure = #expect(throws: Failure.self) {
      try TransferTable(csv: Array(text.utf8), name: "f.csv")
    }
    #expect(failure?.message.contains("line 3") == true)
    #expect(failure?.message.contains("line 2") == true)
  }

  @Test func tablesReadBackWhatTheyWrite() throws {
    #expect(try TransferTable(csv: Array(table.csv.utf8), name: "again") == table)
  }

  private func solve(
    _ options: TaxonomyOptions, _ table: TransferTable? = nil
  ) throws -> Taxonomy {
    try TaxonomySolver.solve(
      try TaxonomyProblem(affinities: table ?? self.table, options: options))
  }
}
