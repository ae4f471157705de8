import Documents
import JobGraph
import TaskSpace
import Testing

/// What a task adds to a map that a spec defines itself.
@Suite struct OwnTaskJobsTests {
  /// All jobs but the screening's, each of which is about all sources of a target at once.
  static func jobs(_ define: String = "", _ manifest: String = "x") throws -> [Job] {
    let spec = try JobSpec(
      text: """
        {"tasks": ["normal", "reshading"], "orders": {"maximum": 1}, "screening": {"maximum": 0},
         "define": [\(define)]}
        """, file: "t")
    return MapBuilder(try spec.resting(on: [("mine", Digest(of: manifest))])).jobs
  }

  static func own(scale: String = "1", role: String = "both") -> String {
    """
    {"name": "own", "role": "\(role)",
     "labels": {"data": "mine", "folder": "f", "scale": \(scale)}}
    """
  }

  @Test func addsOnlyItsOwnJobs() throws {
    let before = Set(try Self.jobs().map(\.identity))
    let after = try Self.jobs(Self.own())
    #expect(before.isSubset(of: after.map(\.identity)))
    let added = after.filter { !before.contains($0.identity) }
    #expect(added.allSatisfy { $0.recipe.title.contains("own") })
    // Statistics, network and scratch; its encoder; readouts from 4 and to 2 others; evaluations.
    let counts = Dictionary(grouping: added, by: \.recipe.kind).mapValues(\.count)
    #expect(counts == [.describe: 1, .train: 2, .encode: 1, .transfer: 6, .evaluate: 9])
  }

  @Test func itsDefinitionAndFilesArePartOfTheJobsThatUseThem() throws {
    let one = Set(try Self.jobs(Self.own()).map(\.identity))
    for other in [
      try Self.jobs(Self.own(scale: "2")), try Self.jobs(Self.own(), "other files"),
    ] {
      let changed = other.filter { !one.contains($0.identity) }
      #expect(changed.allSatisfy { $0.recipe.title.contains("own") })
      #expect(changed.count == 19)
    }
  }

  @Test func aNovelTaskHasNoNetworkOfItsOwn() throws {
    let before = Set(try Self.jobs().map(\.identity))
    let added = try Self.jobs(Self.own(role: "target")).filter { !before.contains($0.identity) }
    let titles = added.map(\.recipe.title)
    #expect(!titles.contains("train own"))
    #expect(titles.contains("train scratch own"))
    #expect(titles.contains("transfer normal -> own"))
    let describe = try #require(added.first { $0.recipe.kind == .describe })
    #expect(describe.recipe.data?.counts.keys.map(\.self) == [.transfer])
  }

  @Test func recipesReadBackWhatTheyWrote() throws {
    for job in try Self.jobs(Self.own()) {
      #expect(try Recipe(json: job.recipe.json).json == job.recipe.json)
    }
  }
}
