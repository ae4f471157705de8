internal import Documents
import Testing

@Suite struct ResultCommandTests {
  private let program = Program()

  @Test func affinitiesGainAndQualityAreWritten() throws {
    let path = try program.file("losses.csv", Tables.losses)
    let folder = "\(program.folder)/out/deep"
    let outcome = try program.run("affinities", "--losses", path, "--out", folder)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(Files.names(in: folder).sorted() == ["affinities.csv", "gain.csv", "quality.csv"])
    // The folder may exist.
    #expect(try program.run("affinities", "--losses", path, "--out", folder).status == 0)
    let taxonomy = try program.run(
      "taxonomy", "--affinities", "\(folder)/affinities.csv", "--gain", "\(folder)/gain.csv",
      "--budget", "2", "--json")
    #expect(taxonomy.status == 0)
    #expect(try taxonomy.json()["meanGain"] != .null)
  }

  @Test func missingOpponentsAreNoted() throws {
    let path = try program.file("losses.csv", Tables.losses(images: 3, opponents: []))
    let folder = "\(program.folder)/out"
    let outcome = try program.run("affinities", "--losses", path, "--out", folder)
    #expect(outcome.status == 0)
    #expect(Files.names(in: folder) == ["affinities.csv"])
    #expect(outcome.errors.contains("there is no gain"))
    #expect(outcome.errors.contains("there is no quality"))
  }

  @Test func aFileOfOtherAffinitiesIsPointedOut() throws {
    let path = try program.file("losses.csv", Tables.losses(images: 3, opponents: []))
    let folder = "\(program.folder)/out"
    try Files.makeFolder(folder)
    try Files.write("sources,target,value\n", to: "\(folder)/gain.csv")
    let outcome = try program.run("affinities", "--losses", path, "--out", folder)
    #expect(outcome.errors.contains("gain.csv was there before"))
    #expect(!outcome.errors.contains("quality.csv was there before"))
  }

  @Test func equalSeedsGiveEqualBytes() throws {
    let path = try program.file("losses.csv", Tables.losses(images: 9, opponents: ["self"]))
    let runs = try ["7", "7", "8"].map { seed in
      try program.run("affinities", "--losses", path, "--seed", seed, "--resamples", "50").output
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }

  @Test func entrantsAndWeaknessesAreOptions() throws {
    let path = try program.file("losses.csv", Tables.losses)
    func affinities(_ options: String...) throws -> String {
      try program.run(["affinities", "--losses", path, "--resamples", "0"] + options).output
    }
    let usual = try affinities()
    #expect(!usual.contains("average") && !usual.contains("scratch"))
    #expect(try affinities("--without", "").contains("average"))
    #expect(try affinities("--entrants", "self,y+x").split(separator: "\n").count == 5)
    #expect(try affinities("--max-order", "1").contains("x+y") == false)
    #expect(try affinities("--smoothed") != usual)
    #expect(try affinities("--value", "sqrt") != usual)
  }

  @Test func aReportHasEveryFigure() throws {
    let path = try program.file(
      "losses.csv", Tables.losses(images: 12, opponents: ["self", "scratch"]))
    let folder = "\(program.folder)/report"
    let outcome = try program.run(
      "report", "--losses", path, "--out", folder, "--draws", "20", "--labels-source", "100",
      "--labels-transfer", "10")
    #expect(outcome.status == 0)
    let names = Files.names(in: folder)
    for name in [
      "affinities.svg", "before-losses.svg", "budgets.svg", "targets.svg", "chance.svg", "tree.svg",
      "labels.svg", "novel.svg", "report.html",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.contains { $0.hasPrefix("taxonomy-") })
    let page = try Files.readText("\(folder)/report.html")
    for words in [
      "Which tasks to supervise", "Better than chance?", "How much supervision is saved",
      "Which tasks are alike", "If a task were new", "Before normalisation", "How sure it is",
      "each is chosen so often",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test func aReportOfOneTargetAndOneImageIsMade() throws {
    let path = try program.file(
      "losses.csv", "sources,target,image,loss\nself,a,1,0.5\nb,a,1,0.25\n")
    let outcome = try program.run("report", "--losses", path, "--out", "\(program.folder)/r")
    #expect(outcome.status == 0)
  }

  @Test func whereNothingCanBeWrittenItSaysSo() throws {
    let path = try program.file("affinities.csv", Tables.affinities)
    let outcome = try program.run("report", "--affinities", path, "--out", "/proc/nowhere")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("/proc/nowhere"))
  }

  @Test func aReportWithoutAFolderIsPrinted() throws {
    let path = try program.file("losses.csv", Tables.losses(images: 12, opponents: ["self"]))
    let outcome = try program.run("report", "--losses", path, "--draws", "20")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("losses  from \(path)\n"))
    #expect(outcome.output.contains("Budget 1: supervise x (mean quality "))
  }

  @Test(.enabled(if: Published.isThere)) func thePublishedMapAgreesWithItself() throws {
    let outcome = try program.run(["report"] + Published.options + ["--draws", "0"])
    let text = outcome.output.replacing("\n", with: " ")
    #expect(text.contains("the sources of all 21 targets that both have much like the published"))
    #expect(text.contains("The rank correlation is 1.00 on average"))
  }

  @Test func aMapIsLikeItself() throws {
    let path = try program.file("affinities.csv", Tables.wide(6))
    let json = try program.run("compare", path, path, "--json").json()
    #expect(json["meanRowSpearman"]?.number == 1)
    #expect(json["cellSpearman"]?.number == 1)
    #expect(try abs(#require(json["mantel"]?.number) - 1) < 1e-9)
    let choices = try #require(json["choices"]?.array)
    #expect(choices.count == 6)
    #expect(choices.allSatisfy { $0["onlyLeft"] == .array([]) && $0["targets"] == .array([]) })
  }

  @Test func namesAreBroughtTogetherByAliases() throws {
    let left = try program.file("left.csv", "sources,target,value\nnormal,edge_texture,1\n")
    let right = try program.file("right.csv", "sources,target,value\nrgb2sfnorm,edge2d,1\n")
    let outcome = try program.run("compare", left, right, "--json")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("rgb2sfnorm as normal"))
  }

  @Test func drawsDependOnTheirSeed() throws {
    let path = try program.file("affinities.csv", Tables.wide(6))
    let runs = try ["1", "1", "2"].map { seed in
      try program.run(
        "significance", "--affinities", path, "--draws", "50", "--seed", seed, "--json"
      ).json()["budgets"]
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }

  @Test func treesComeInThreeForms() throws {
    let path = try program.file("affinities.csv", Tables.wide(5))
    func tree(_ option: String...) throws -> String {
      try program.run(["tree", "--affinities", path] + option).output
    }
    #expect(try tree().split(separator: "\n").count == 9)
    #expect(try tree("--newick").hasSuffix(";\n"))
    #expect(try tree("--svg", "-").contains("<svg"))
    #expect(try tree("--by", "ranks").split(separator: "\n").count == 9)
    #expect(try tree("--by", "ranks") != tree())
    #expect(try tree("--sources", "task1,task2").split(separator: "\n").count == 3)
  }
}
