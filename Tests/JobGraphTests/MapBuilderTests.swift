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
    let grown = Growth.jobs(of: builder.expand(matching), ranking: ["random", "egomotion"])
    #expect(grown[0] == builder.transfer(["egomotion", "random"], to: matching))
  }

  @Test func aTaskMoreAddsOnlyItsOwnJobs() throws {
    let few = Set(MapBuilder(try Self.spec("orders.maximum=1")).jobs.map(\.identity))
    let spec = try JobSpec(
      text: #"{"tasks":["autoencoding","normal","reshading","inpainting","curvature"]}"#,
      file: "t", settings: ["orders.maximum=1"])
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
    let grown = Growth.jobs(
      of: node,
      ranking: ["normal", "reshading", "autoencoding", "inpainting", "random"])
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
    #expect(Growth.jobs(of: node, ranking: ["normal", "reshading"]).isEmpty)
  }
}
