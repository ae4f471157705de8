import Artifacts
import Documents
import Jobs
import Kernels
import TaskSpace
import Testing

@Suite struct JobRunnerTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  static func losses(_ products: [JobProduct]) throws -> [Float] {
    let product = try #require(products.first { $0.name == "losses" })
    let file = try Safetensors(decoding: product.content)
    return try #require(file["losses"]?.floats)
  }

  @Test func describesLabels() throws {
    let (products, metrics) = try workshop.run(Workshop.describe("normal"))
    let file = try Safetensors(decoding: try #require(products.first).content)
    #expect(products.map(\.name) == ["statistics"])
    #expect(file["mean"]?.shape == [3] && file["guess"]?.shape == [32 * 32 * 3])
    #expect(file.metadata["task"] == "normal" && file.metadata["images"] == "12")
    #expect(metrics == [.init("images", 12)])
  }

  @Test func trainsANetworkThatOtherToolsCanUse() throws {
    let statistics = try workshop.statistics("depth_zbuffer")
    let (products, metrics) = try workshop.run(
      Workshop.train(.task("depth_zbuffer")), [statistics])
    let file = try Safetensors(decoding: try #require(products.first).content)
    #expect(products.map(\.name) == ["network"])
    #expect(file.tensors.contains { $0.name.hasPrefix("encoder.") })
    #expect(file.tensors.contains { $0.name.hasPrefix("decoder.") })
    #expect(file["losses"]?.shape == [3])
    #expect(metrics.map(\.name) == ["loss"])
    let output = try JSON(reading: try #require(file.metadata["output"]))
    let known = try Safetensors(decoding: try statistics.content())
    #expect(output["mean"]?.array?.first?.number == known["mean"]?.floats.map { Double($0[0]) })
    let input = try JSON(reading: try #require(file.metadata["input"]))
    #expect(input["variant"] == "clean" && input["size"] == 64)
  }

  @Test func scratchLearnsOtherImagesThanTheTask() throws {
    let statistics = try workshop.statistics("reshading")
    let task = try workshop.run(Workshop.train(.task("reshading")), [statistics]).products
    let scratch = try workshop.run(Workshop.train(.scratch("reshading")), [statistics]).products
    #expect(task.first?.digest != scratch.first?.digest)
  }

  @Test func theRandomEncoderKeepsItsWeightsAndSeesImages() throws {
    let products = try workshop.run(Workshop.train(.random)).products
    let file = try Safetensors(decoding: try #require(products.first).content)
    let variance = try #require(
      file.tensors.first { $0.name.hasSuffix("running_variance") || $0.name.contains("Variance") }
        ?? file.tensors.first { $0.name.contains("variance") })
    #expect(variance.floats?.allSatisfy { $0 != 1 && $0 > 0 } == true)
    #expect(!file.tensors.contains { $0.name.hasPrefix("decoder.") })
    let other = try workshop.run(Workshop.train(.random, seed: 2)).products
    #expect(other.first?.digest != products.first?.digest)
  }

  @Test func encodesOnceAndKeepsTheResultInTheCache() throws {
    let network = try workshop.network("normal")
    let first = try workshop.run(Workshop.encode("normal", .clean), [network]).products
    let unread = JobInput(role: "network", digest: network.digest) { () throws(Failure) in
      throw Failure(.software, "the encoder was asked for although its work is done")
    }
    let second = try workshop.run(Workshop.encode("normal", .clean), [unread]).products
    #expect(first == second)
    #expect(first.first?.isTemporary == true && first.first?.content.isEmpty == true)
    #expect(first.first?.size == 64 + 18 * 512 * 4)
    let noisy = try workshop.run(Workshop.encode("normal", .noisy), [network]).products
    #expect(noisy.first?.digest != first.first?.digest)
  }

  @Test(arguments: TaskDictionary.all.filter { $0.views == 1 }.map(\.name))
  func everyNumberOfANetworkHasAName(task: String) throws {
    let file = try Safetensors(decoding: workshop.network(task).content())
    let output = try JSON(reading: #require(file.metadata["output"]))
    let names = try #require(output["names"]?.array).compactMap(\.text)
    #expect(names.count == output["channels"]?.integer)
    #expect(!names.contains { $0.hasPrefix("class ") || Int($0) != nil && task != "jigsaw" })
  }

  static let targets = [
    "normal", "segment_semantic", "segment_unsup2d", "class_object", "class_scene",
  ]

  @Test(arguments: targets) func transfersAndEvaluates(target: String) throws {
    let statistics = try workshop.statistics(target)
    let sources = [
      try workshop.representation("reshading"), try workshop.representation("curvature"),
    ]
    let names = ["reshading", "curvature"]
    let readout = try workshop.input(
      "readout", "readout", of: Workshop.transfer(names, target), [statistics] + sources)
    let (products, metrics) = try workshop.run(
      Workshop.evaluate(.transfer(names.sorted()), target, pictures: 2),
      [statistics, readout] + sources)
    let losses = try Self.losses(products)
    #expect(losses.count == 6 && losses.allSatisfy { $0.isFinite && $0 > 0 })
    let mean = losses.reduce(0) { $0 + Double($1) } / 6
    #expect(metrics == [.init("loss", mean)])
    #expect(products.map(\.name) == ["losses", "pictures"])
  }

  @Test(arguments: ["autoencoding", "jigsaw", "denoising", "vanishing_point"])
  func evaluatesATasksOwnNetwork(task: String) throws {
    let inputs = [try workshop.statistics(task), try workshop.network(task)]
    let losses = try Self.losses(
      try workshop.run(Workshop.evaluate(.supervised, task), inputs).products)
    #expect(losses.count == 6 && losses.allSatisfy { $0.isFinite && $0 > 0 })
  }

  @Test(arguments: [
    ("fixated_pose", 2), ("nonfixated_pose", 2), ("egomotion", 3), ("point_matching", 2),
  ])
  func tasksOfSeveralViewsAreSourcesAndTargets(target: String, views: Int) throws {
    let statistics = try workshop.statistics(target)
    let network = try workshop.network(target)
    let file = try Safetensors(decoding: try network.content())
    let input = try JSON(reading: try #require(file.metadata["input"]))
    #expect(input["views"]?.integer == views)
    #expect(file["decoder.2.weight"]?.shape == [views * 512, 128])
    let own = try workshop.run(
      Workshop.evaluate(.supervised, target, pictures: 2), [statistics, network])
    #expect(try Self.losses(own.products).allSatisfy { $0.isFinite && $0 > 0 })

    let definition = try #require(TaskDictionary.task(target))
    let sources = try [target, "reshading"].flatMap {
      try workshop.representations($0, for: definition)
    }
    #expect(Set(sources.map(\.digest)).count == sources.count)
    let names = [target, "reshading"].sorted()
    let readout = try workshop.input(
      "readout", "readout", of: Workshop.transfer(names, target), [statistics] + sources)
    let weights = try Safetensors(decoding: try readout.content())
    #expect(weights["readout.1.weight"]?.shape == [2 * views * 512, 16])
    let losses = try Self.losses(
      try workshop.run(
        Workshop.evaluate(.transfer(names), target), [statistics, readout] + sources
      ).products)
    #expect(losses.count == 6 && losses.allSatisfy { $0.isFinite && $0 > 0 })
  }

  @Test func anEncoderOfSeveralViewsRepresentsOne() throws {
    let statistics = try workshop.statistics("normal")
    let source = try workshop.representation("egomotion")
    _ = try workshop.run(Workshop.transfer(["egomotion"], "normal"), [statistics, source])
  }

  @Test func missingInputsAreNamed() {
    let error = #expect(throws: JobError.self) {
      try workshop.run(Workshop.train(.task("normal")))
    }
    guard case .failed(let failure) = error else {
      Issue.record("a failure was expected")
      return
    }
    #expect(failure.message.contains("statistics"))
  }

  @Test(arguments: ["random", "unheard_of"]) func tasksThatAreNotOfferedAreNamed(task: String) {
    let error = #expect(throws: JobError.self) { try workshop.run(Workshop.describe(task)) }
    guard case .failed(let failure) = error else {
      Issue.record("a failure was expected")
      return
    }
    #expect(failure.code == .data && failure.message.contains(task))
  }

  @Test func probesTakeTheirTime() throws {
    let clock = ContinuousClock()
    let time = try clock.measure { _ = try workshop.run(.probe(number: 1, milliseconds: 20)) }
    #expect(time >= .milliseconds(20))
  }
}
