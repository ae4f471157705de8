import Documents
import Report
import TaskSpace
import Taxonomy
import Testing

/// How far a map may be trusted, in plain sentences.
@Suite struct TrustTests {
  /// The published ranks of some targets as affinities, upside down where asked for.
  private func results(_ targets: [String], reversed: Set<String> = []) -> RunResults {
    var results = RunResults(
      id: "1", name: "map", state: "done", tasks: TaskDictionary.all.map { TaskEntry($0) })
    let table = PublishedMap.table
    results.affinities = zip(table.transfers, table.values).compactMap { transfer, value in
      guard targets.contains(transfer.target) else { return nil }
      let affinity = reversed.contains(transfer.target) ? -value : 100 + value
      return Measurement(sources: transfer.sources, target: transfer.target, value: affinity)
    }
    return results
  }

  private func text(_ results: RunResults) -> String {
    TrustText.paragraphs(MapTrust(results)).joined(separator: " ")
  }

  @Test func theSameOrderAgreesAndTheReverseDoesNot() throws {
    let trust = MapTrust(results(["normal", "reshading"], reversed: ["normal"]))
    #expect(trust.published.map(\.target) == ["normal", "reshading"])
    #expect(trust.published.map(\.agrees) == [false, true])
    #expect(trust.published.map(\.sources) == [24, 24])
    #expect(abs(trust.published[0].correlation + 1) < 1e-12)
    #expect(abs(try #require(trust.meanCorrelation)) < 1e-12)
    // 1.645 deviations of 1 / sqrt(23), and of the mean of two such numbers.
    #expect(abs(trust.published[0].chance - 0.343) < 5e-4)
    #expect(abs(try #require(trust.meanChance) - 0.2425) < 5e-4)
  }

  @Test func targetsThatDifferAreNamed() {
    let text = text(results(["normal", "reshading", "curvature"], reversed: ["normal"]))
    #expect(text.contains("sources of 2 of 3 targets much like the published one"))
    #expect(text.contains("For normal the two orders are no more alike than chance has it"))
    #expect(text.contains("about this target for what holds in real buildings"))
    let all = self.text(results(["normal", "reshading"]))
    #expect(all.contains("all 2 targets that both have") && !all.contains("no more alike"))
  }

  @Test func namesOfOtherListsAreUnderstood() {
    var results = results(["normal"])
    results.tasks = [TaskEntry(name: "rgb2sfnorm", isTarget: true)]
    results.affinities = results.affinities.map {
      Measurement(sources: $0.sources, target: "rgb2sfnorm", value: $0.value)
    }
    #expect(MapTrust(results).published.map(\.target) == ["rgb2sfnorm"])
  }

  @Test func tasksOfOnesOwnAreNotCompared() throws {
    #expect(MapTrust(try Examples.single(named: "mine")).published.isEmpty)
    #expect(MapTrust(try Examples.tiny()).published.isEmpty, "too few sources")
  }

  @Test func weakNetworksAreNamed() {
    var results = RunResults(id: "1", name: "map", state: "done", tasks: [])
    for (task, rate) in [("normal", 0.97), ("curvature", 0.55)] {
      var scores = TaskScores(task: task)
      scores.ownOverAverage = rate
      results.scores.append(scores)
      results.tasks.append(TaskEntry(name: task, isTarget: true))
    }
    #expect(text(results).contains("The own network of curvature hardly beats a guess"))
    results.scores[1].ownOverAverage = 0.62
    #expect(text(results).contains("on 62% of the test images or more (curvature has the least)"))
  }

  @Test func sourcesWhoseIntervalsOverlapAreNotTold() {
    var results = RunResults(
      id: "1", name: "map", state: "done",
      tasks: ["t", "u"].map { TaskEntry(name: $0, isTarget: true) })
    func measurement(
      _ source: String, _ target: String, _ value: Double, _ interval: ClosedRange<Double>
    ) -> Measurement {
      Measurement(sources: [source], target: target, value: value, interval: interval)
    }
    results.affinities = [
      measurement("self", "t", 0.5, 0.4...0.6), measurement("a", "t", 0.3, 0.25...0.35),
      measurement("b", "t", 0.2, 0.15...0.24), measurement("self", "u", 0.5, 0.4...0.6),
      measurement("a", "u", 0.2, 0.15...0.26), measurement("b", "u", 0.3, 0.25...0.35),
    ]
    let trust = MapTrust(results)
    #expect(trust.leads.map(\.isClear) == [true, false])
    #expect(trust.leads.map(\.best) == ["a", "b"])
    #expect(text(results).contains("For 1 of 2 targets the test images tell the best source"))
    #expect(trust.json["leads"]?.array?.count == 2)
    #expect(trust.json["meanCorrelation"] == .null)
  }

  @Test func thePageHasTheSectionAndTheFigure() throws {
    let results = results(["normal", "reshading", "curvature"], reversed: ["normal"])
    let page = ReportPage.html(results)
    #expect(XMLChecker(page).fault == nil)
    #expect(page.contains("How far to trust this map"))
    #expect(ReportFiles(results).files.map(\.name).contains("agreement.svg"))
    #expect(!ReportPage.html(try Examples.single(named: "mine")).contains("How far to trust"))
  }

  /// The ranks are those of the published file, where that is there.
  @Test(.enabled(if: PublishedFile.isThere)) func theRanksAreThePublishedOnes() throws {
    let file = try PublishedFile.affinities()
    let translated = MapNames.translated(
      PublishedMap.table, to: file, aliases: TaskDictionary.names)
    #expect(translated.table.targets.count == 21)
    for target in translated.table.targets {
      let rows = zip(translated.table.transfers, translated.table.values)
        .filter { $0.0.target == target }.sorted { $0.1 > $1.1 }.map(\.0)
      let values = rows.compactMap { file[$0] }
      #expect(values.count == 24 && values == values.sorted(by: >))
    }
  }
}

/// The published affinities, where the folder with them is there.
private enum PublishedFile {
  private static let path: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/../shared/published/affinities.csv"
  }()

  static let isThere: Bool = {
    if Files.exists(path) { return true }
    print("skipped: the published affinities are not at \(path)")
    return false
  }()

  static func affinities() throws -> TransferTable {
    try TransferTable(csv: try Files.read(path), name: path)
  }
}
