internal import Documents
import Testing

@Suite struct TaxonomyCommandTests {
  private let program = Program()

  private func affinities(_ text: String = Tables.affinities) throws -> [String] {
    ["taxonomy", "--affinities", try program.file("affinities.csv", text)]
  }

  @Test func theBestChoiceIsPrintedAsJSON() throws {
    let outcome = try program.run(try affinities() + ["--budget", "1", "--json"])
    let json = try outcome.json()
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    // Supervising a: 0.5 itself, 0.5 for b, 0.2 for c.
    #expect(json["status"]?.text == "optimal")
    #expect(json["objective"]?.number == 1.2)
    #expect(json["sources"]?.array?.compactMap(\.text) == ["a"])
    #expect(json["meanGain"] == .null && json["meanQuality"] == .null)
    let first = try #require(json["transfers"]?.array?.first)
    #expect(first["sources"]?.array?.compactMap(\.text) == ["self"])
    #expect(first["gain"] == .null)
  }

  @Test func allBudgetsComeAsSolutions() throws {
    let json = try program.run(try affinities() + ["--budgets", "0...3", "--json"]).json()
    let solutions = try #require(json["solutions"]?.array)
    #expect(solutions.map { $0["budget"]?.number } == [0, 1, 2, 3])
    #expect(solutions[0]["status"]?.text == "infeasible")
    #expect(solutions[0]["reason"]?.text?.contains("budget 0") == true)
  }

  @Test func whatIsInfeasibleSaysWhyAndEndsWithOne() throws {
    let outcome = try program.run(try affinities() + ["--budget", "0.5"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("costs 1, more than the budget 0.5"))
    #expect(!outcome.output.contains("gain"))
  }

  @Test func costsImportancesAndDecimalsCount() throws {
    let json = try program.run(
      try affinities() + [
        "--budget", "0.25", "--cost", "b=0.25", "--importance", "c=0,a=2", "--json",
      ]
    ).json()
    #expect(json["sources"]?.array?.compactMap(\.text) == ["b"])
    #expect(json["objective"]?.number == 1)
    let free = try program.run(try affinities() + ["--budget", "0", "--cost", "a=0", "--json"])
    #expect(try free.json()["sources"]?.array?.compactMap(\.text) == ["a"])
  }

  @Test func theNextBestChoicesAreNamed() throws {
    let text = try program.run(try affinities() + ["--budget", "1"]).output
    #expect(text.contains("b instead of a: loses 0.400 of 1.2000 (33.3%)"))
    let json = try program.run(
      try affinities() + ["--budget", "1", "--alternatives", "2", "--json"]
    ).json()
    let alternatives = try #require(json["alternatives"]?.array)
    #expect(alternatives.count == 2)
    #expect(try abs(#require(alternatives[0]["loss"]?.number) - 0.4) < 1e-12)
  }

  @Test func lossesSayHowSureItIs() throws {
    let path = try program.file("losses.csv", Tables.losses)
    let text = try program.run("taxonomy", "--losses", path, "--budget", "1").output
    #expect(text.contains("over 100 resamples of the test images"))
    let json = try program.run(
      "taxonomy", "--losses", path, "--budget", "1", "--resamples", "20", "--json"
    ).json()
    let shares = try #require(json["stability"]?["sources"]?.array)
    #expect(shares.allSatisfy { (0...1).contains($0["share"]?.number ?? -1) })
    #expect(json["stability"]?["resamples"]?.integer == 20)
  }

  @Test func documentsGoToFilesOrStandardOutput() throws {
    let drawing = "\(program.folder)/graph.svg"
    let outcome = try program.run(
      try affinities() + ["--budget", "1", "--svg", drawing, "--dot", "-"])
    #expect(outcome.output.hasPrefix("digraph taxonomy {"))
    #expect(try Files.readText(drawing).contains("<svg"))
    let program = try self.program.run(try affinities() + ["--budget", "1", "--lp", "-"])
    #expect(program.output.contains("Maximize") && program.output.hasSuffix("End\n"))
  }

  @Test func aliasesHelpWhereTheFileLacksTheName() throws {
    let table = "sources,target,value\nself,denoise,1\ndenoise,edge2d,1\n"
    let known = try program.run(
      try affinities(table) + ["--budget", "1", "--sources", "denoising", "--json"])
    #expect(try known.json()["sources"]?.array?.compactMap(\.text) == ["denoise"])
    let both = table + "denoising,edge2d,0.5\n"
    let opaque = try program.run(
      try affinities(both) + [
        "--budget", "1", "--sources", "denoising", "--targets", "edge2d", "--json",
      ])
    #expect(try opaque.json()["sources"]?.array?.compactMap(\.text) == ["denoising"])
  }

  @Test func labelsAreCounted() throws {
    let text = try program.run(
      try affinities() + [
        "--budget", "1", "--labels-source", "120000", "--labels-transfer", "16000",
      ]
    ).output
    #expect(text.contains("Labels: 152,000 instead of 360,000, 58% saved"))
  }

  @Test func seventyTasksWork() throws {
    let json = try program.run(
      try affinities(Tables.wide(70)) + ["--budget", "8", "--json"]
    ).json()
    #expect(json["status"]?.text == "optimal")
    #expect(json["transfers"]?.array?.count == 70)
    #expect(try #require(json["sources"]?.array).count <= 8)
  }

  @Test(arguments: [
    ["--budget", "1", "--budgets", "1...2"], ["--budgets", "2...1"], ["--budgets", "1"],
    ["--budget", "-1"], ["--budget", "nan"], ["--svg", "x.svg"], ["--alternatives", "2"],
    ["--budget", "1", "--json", "--dot", "-"], ["--budget", "1", "--resamples", "5"],
    ["--budget", "1", "--targets", "nobody"], ["--budget", "1", "--cost", "a=-1"],
    ["--budget", "1", "--losses", "x.csv"], ["--labels-source", "5", "--budget", "1"],
  ])
  func whatMakesNoSenseIsAUsageError(arguments: [String]) throws {
    let outcome = try program.run(try affinities() + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix("coordinator: "))
    #expect(outcome.output.isEmpty)
  }

  @Test func brokenFilesAreNamedWithTheirLine() throws {
    for (content, line) in [
      ("", "line 1"), ("sources,target,value\n", "no rows"),
      ("sources,target,value\na,b,x\n", "line 2"),
      ("sources,target,value\na+b,c,1\nb+a,c,2\n", "line 3"),
    ] {
      let outcome = try program.run(try affinities(content) + ["--budget", "1"])
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains(line))
    }
    #expect(try program.run("taxonomy", "--affinities", "/nowhere.csv").status == 66)
  }
}
