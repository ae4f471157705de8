import Documents
import JobGraph
import TaskSpace
import Testing

@Suite struct MapBuilderTests {
  static func spec(_ settings: String...) throws -> JobSpec {
    try JobSpec(
      text: #"{"tasks":["autoencoding","normal","reshading","inpainting"]}"#, file: "t",
      settings: settings)
  }

  @Test func everyJobComesAfterThoseItDependsOn() throws {
    var known: Set<Digest> = []
    for job in MapBuilder(try Self.spec()).jobs {
      for dependency in job.dependencies {
        #expect(known.contains(dependency.identity), "\(job.recipe.title): \(dependency.role)")
      }
      #expect(known.insert(job.identity).inserted)
    }
  }

  @Test func countsOfEachKind() throws {
    let jobs = MapBuilder(try Self.spec()).jobs
    let counts = Dictionary(grouping: jobs, by: \.recipe.kind).mapValues(\.count)
    // 4 tasks, 3 targets, 5 sources with the random encoder.
    #expect(counts[.describe] == 4)
    #expect(counts[.train] == 4 + 1 + 3)
    #expect(counts[.encode] == 5)
    #expect(counts[.screen] == 3)
    #expect(counts[.transfer] == 15)
    #expect(counts[.evaluate] == 15 + 4 + 4 + 3)
    #expect(counts[.expand] == 3)
  }

  @Test func denoisingReadsRepresentationsOfNoisyImages() throws {
    let spec = try JobSpec(text: #"{"tasks":["denoising","normal"]}"#, file: "t")
    let encodes = MapBuilder(spec).jobs.filter { $0.recipe.kind == .encode }
    #expect(encodes.count == 6)
  }

  @Test func tasksOfSeveralViewsReadRepresentationsOfEachView() throws {
    let spec = try JobSpec(text: #"{"tasks":["egomotion","point_matching"]}"#, file: "t")
    let builder = MapBuilder(spec)
    let encodes = builder.jobs.compactMap { job -> InputVariant? in
      if case .encode(_, let input, _, _) = job.recipe { input } else { nil }
    }
    #expect(Set(encodes) == [.clean, .viewB, .viewC, .viewD] && encodes.count == 12)
    let matching = try #require(TaskDictionary.task("point_matching"))
    let transfer = builder.transfer(["random"], to: matching)
    #expect(
      transfer.dependencies.map(\.role) == [
        "statistics", "representation.random", "representation.random.view-b",
        "representation.random.view-d", "network.random",
      ])
    let grown = Growth.jobs(of: builder.expand(matching), sets: [["random", "egomotion"]])
    #expect(grown[0] == builder.transfer(["egomotion", "random"], to: matching))
  }

  @Test func aTaskMoreAddsOnlyItsOwnJobs() throws {
    let few = Set(
      MapBuilder(try Self.spec("orders.maximum=1", "screening.maximum=0")).jobs.map(\.identity))
    let spec = try JobSpec(
      text: #"{"tasks":["autoencoding","normal","reshading","inpainting","curvature"]}"#,
      file: "t", settings: ["orders.maximum=1", "screening.maximum=0"])
    #expect(few.isSubset(of: MapBuilder(spec).jobs.map(\.identity)))
  }

  @Test func otherTestImagesKeepTheTrainedNetworks() throws {
    let few = MapBuilder(try Self.spec("splits.test=100")).jobs
    let many = Set(MapBuilder(try Self.spec("splits.test=200")).jobs.map(\.identity))
    for job in few where job.recipe.kind == .train || job.recipe.kind == .describe {
      #expect(many.contains(job.identity))
    }
  }

  @Test func growthCombinesTheBestSourcesButNotTheTargetItself() throws {
    let builder = MapBuilder(try Self.spec("orders.maximum=3", "orders.beam=3"))
    let target = try #require(TaskDictionary.task("normal"))
    let node = builder.expand(target)
    let ranking = ["normal", "reshading", "autoencoding", "inpainting", "random"]
    guard case .expand(let recipe) = node.recipe else { return }
    let grown = Growth.jobs(of: node, sets: Growth.sets(ranking: ranking, width: 3, for: recipe))
    #expect(grown.count == 2 * Growth.count(of: recipe))
    let transfers = grown.compactMap { job in
      if case .transfer(let recipe) = job.recipe { recipe.sources } else { nil }
    }
    #expect(
      transfers == [
        ["autoencoding", "reshading"], ["inpainting", "reshading"],
        ["autoencoding", "inpainting"], ["autoencoding", "inpainting", "reshading"],
      ])
    #expect(grown.count == 8)
    #expect(grown[0] == builder.transfer(["reshading", "autoencoding"], to: target))
    #expect(grown[1] == builder.evaluate(.transfer(["autoencoding", "reshading"]), target))
  }

  @Test func aNodeWithOneSourceGrowsNothing() throws {
    let builder = MapBuilder(try Self.spec())
    let node = builder.expand(try #require(TaskDictionary.task("normal")))
    guard case .expand(let recipe) = node.recipe else { return }
    #expect(Growth.sets(ranking: ["normal", "reshading"], width: 5, for: recipe).isEmpty)
  }

  @Test func estimatesProposeWithoutTrainedTransfers() throws {
    let builder = MapBuilder(try Self.spec("orders.propose=screening", "orders.proposals=4"))
    let target = try #require(TaskDictionary.task("normal"))
    let node = builder.expand(target)
    #expect(node.dependencies.first == .init("estimates", on: builder.screen(target).identity))
    #expect(!node.dependencies.contains { $0.role.hasPrefix("losses.") })
    guard case .expand(let recipe) = node.recipe else { return }
    #expect(Growth.count(of: recipe) == 4)
  }

  @Test func anEstimateTrainsNoTransfer() throws {
    let kinds = Set(MapBuilder(try Self.spec("estimate=true")).jobs.map(\.recipe.kind))
    #expect(kinds == [.describe, .train, .encode, .screen, .evaluate])
  }

  @Test func theBeamIsThePapers() {
    let ranking = ["a", "b", "random", "t", "c", "d", "e", "f"]
    let counts = (2...7).map { BeamRule.sets(order: $0, of: ranking, for: "t").count }
    #expect(counts == [10, 10, 15, 1, 1, 0])
    #expect((2...6).map { BeamRule.count(order: $0, candidates: 7) } == [10, 10, 15, 1, 1])
    #expect(BeamRule.sets(order: 2, of: ranking, for: "t").first == ["a", "b"])
    #expect(BeamRule.sets(order: 2, of: ranking, for: "t").contains { $0.contains("random") })
    #expect(BeamRule.sets(order: 5, of: ranking, for: "t") == [["a", "b", "c", "d", "e"]])
    #expect(
      BeamRule.sets(order: 2, of: ranking, for: "t", width: 3)
        == [["a", "b"], ["a", "random"], ["b", "random"]])
  }

  @Test func estimatesMustReachTheOrdersThatRestOnThem() {
    #expect(throws: Failure.self) {
      try Self.spec("estimate=true", "orders.maximum=4", "screening.maximum=3")
    }
    #expect(throws: Never.self) { try Self.spec("orders.maximum=4", "screening.maximum=0") }
  }
}
