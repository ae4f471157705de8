internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// The training of a task's encoder and decoder, on the training or on the transfers' images.
struct TrainJob {
  let recipe: TrainRecipe

  func run(
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let task = try recipe.data.required(recipe.task ?? "")
    let statistics = try StatisticsFile.statistics(in: try inputs.tensors("statistics"))
    let dataset = try Dataset(
      recipe.data, cache: environment.cacheFolder, options: environment.datasetOptions)
    let images = try dataset.images(
      recipe.split, for: task, watch: environment.watch(part: 0...0.3))
    let samples = try SampleMaker(task, of: images, statistics: statistics)

    let network = TaskNetworks(recipe.network, size: recipe.data.size).whole(task)
    task.loss.check(network, fits: samples.targets.count)
    let plan = try environment.backend.compile(
      [network], batch: recipe.settings.batch, mode: recipe.settings.mode(for: task))
    let trainer = Trainer(
      plan: plan, settings: recipe.settings, name: recipe.digest, seed: recipe.weightSeed,
      inputCount: samples.inputs.count, targetCount: samples.targets.count)
    let order = BatchOrder(
      seed: recipe.seed, target: task.name, split: recipe.split, images: samples.lessons,
      batch: recipe.settings.batch)
    let losses = try trainer.run(order: order, part: 0.3...1, in: environment) {
      samples.writeInputs($0, to: $1)
      samples.writeTargets($0, to: $2)
    }

    let file = NetworkFile(
      recipe: recipe, task: task, standardization: statistics.standardization)
    let content = try file.content(plan.parameters(network: 0), losses: losses)
    return ([JobProduct("network", content)], [.init("loss", losses.recentMean)])
  }
}

extension TrainRecipe {
  /// The name of this training.
  var digest: Digest { Digest(of: Recipe.train(self).json.text(.canonical)) }

  /// The seed of its initial weights and its dropout.
  var weightSeed: UInt64 { NamedStream("weights", String(seed), digest.description).key }
}

extension [Float] {
  /// The mean of the last fifty numbers, batches without valid targets left out.
  var recentMean: Double {
    let recent = suffix(50).filter { !$0.isNaN }
    return recent.reduce(0) { $0 + Double($1) } / Double(Swift.max(recent.count, 1))
  }
}
