import Artifacts
import Documents
import Glibc
import Jobs
import Kernels
import TaskSpace

/// The experiment behind the acceptance figures: how often each task's network, trained with the
/// settings of the quick run, beats the average guess on test images.
struct RecipeExperiment {
  private static let path = "jobs/quick.json"

  let environment: JobEnvironment
  let spec: JobSpec
  private var network: NetworkChoice { spec.network }
  private var data: DatasetReference { spec.data }

  /// The experiment with rooms and representations in `cache`.
  ///
  /// - Throws: `Failure` where the spec of the quick run is not in the working folder, among others.
  init(cache: String) throws {
    environment = JobEnvironment(
      cacheFolder: cache, backend: try Backends.choose(environment: [:]))
    spec = try JobSpec(text: Files.readText(Self.path), file: Self.path)
  }

  /// Prints a line for each of `tasks`, or for all that take one image.
  func run(_ tasks: [String]) throws {
    let all = AcceptanceFloors.overAverage.flatMap { row in row.tasks.map { ($0, row.rate) } }
      .filter { TaskDictionary.task($0.0)?.views == 1 }
    let random = try product(.train(training(.random, .train)), "network", [])
    for (task, least) in all where tasks.isEmpty || tasks.contains(task) {
      try report(task, least, random)
    }
  }

  private func report(_ task: String, _ least: Double, _ random: JobInput) throws {
    let clock = ContinuousClock()
    let statistics = try product(
      .describe(task: task, data: data.restricted(to: .train)), "statistics", [])
    let started = clock.now
    let network = try product(
      .train(training(.task(task), .train)), "network", [statistics.named("statistics")])
    let time = clock.now - started
    let average = try losses(.average, task, [statistics])
    let own = try losses(.supervised, task, [statistics, network.named("network")])
    let readout = try transfer("random", random, to: task, statistics)
    let again = try transfer(task, network, to: task, statistics)
    let rate = Self.winRate(of: own, over: average)
    let texts = [
      task.padded(20), rate >= least ? "ok  " : "FAIL", "win \(rate.rounded(3)) (>= \(least))",
      "loss/average \((own.mean / average.mean).rounded(3))",
      "over random \(Self.winRate(of: own, over: readout).rounded(3))",
      "readout: own \((again.mean / average.mean).rounded(3))",
      "random \((readout.mean / average.mean).rounded(3))",
      "training \((time / .seconds(1)).rounded(1)) s",
    ]
    print(texts.joined(separator: "  "))
    fflush(nil)
  }

  private func training(
    _ purpose: TrainRecipe.Purpose, _ split: DatasetReference.Split
  ) -> TrainRecipe {
    TrainRecipe(
      purpose: purpose, network: network,
      settings: spec.training, seed: spec.seed, data: data.restricted(to: split))
  }

  /// The losses of a readout of `task` from the representations of `source`.
  private func transfer(
    _ source: String, _ encoder: JobInput, to task: String, _ statistics: JobInput
  ) throws -> [Float] {
    guard let target = TaskDictionary.task(task) else { return [] }
    let images = data.restricted(to: .transfer, .test)
    let representation = try product(
      .encode(source: source, input: target.input, network: network, data: images),
      "representation", [encoder.named("network")]
    ).named("representation.\(source)")
    let recipe = TransferRecipe(
      sources: [source], target: task, network: network, hidden: spec.hidden,
      settings: spec.transfer(to: target), seed: spec.seed, data: images)
    let readout = try product(.transfer(recipe), "readout", [statistics, representation])
    return try losses(
      .transfer([source]), task, [statistics, representation, readout.named("readout")])
  }

  private func losses(
    _ predictor: EvaluateRecipe.Predictor, _ task: String, _ inputs: [JobInput]
  ) throws -> [Float] {
    let recipe = EvaluateRecipe(
      predictor: predictor, target: task, network: network, hidden: spec.hidden, pictures: 4,
      data: data.restricted(to: .transfer, .test))
    let products = try JobRunner.run(.evaluate(recipe), inputs: inputs, in: environment).products
    if let pictures = products.first(where: { $0.name == "pictures" }) {
      try Files.write(
        pictures.content, to: "\(environment.cacheFolder)/\(task)-\(predictor.name).png")
    }
    return try Safetensors(decoding: products[0].content)["losses"]?.floats ?? []
  }

  private func product(_ recipe: Recipe, _ name: String, _ inputs: [JobInput]) throws -> JobInput {
    let products = try JobRunner.run(recipe, inputs: inputs, in: environment).products
    guard let product = products.first(where: { $0.name == name }) else {
      throw Failure(.software, "a job gave no \(name)")
    }
    return JobInput(role: name, digest: product.digest, content: { product.content })
  }

  private static func winRate(of one: [Float], over other: [Float]) -> Double {
    let points = zip(one, other).reduce(0.0) { sum, pair in
      sum + (pair.0 < pair.1 ? 1 : pair.0 == pair.1 ? 0.5 : 0)
    }
    return points / Double(one.count)
  }
}

extension JobInput {
  fileprivate func named(_ role: String) -> JobInput {
    JobInput(role: role, digest: digest, content: content)
  }
}

extension [Float] {
  fileprivate var mean: Double { reduce(0) { $0 + Double($1) } / Double(count) }
}

extension Double {
  fileprivate func rounded(_ digits: Int) -> Double {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
