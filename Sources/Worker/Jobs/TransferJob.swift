internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// The training of a readout from frozen representations to a target.
struct TransferJob {
  let recipe: TransferRecipe

  func run(
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let task = try recipe.data.required(recipe.target)
    let statistics = try StatisticsFile.statistics(in: try inputs.tensors("statistics"))
    let dataset = try Dataset(
      recipe.data, cache: environment.cacheFolder, options: environment.datasetOptions)
    let images = try dataset.images(.transfer, watch: environment.watch(part: 0...0.2))
    let samples = try SampleMaker(task, of: images, statistics: statistics)
    let representations = try Representations(
      of: recipe.sources, for: task, network: recipe.network, data: recipe.data, inputs,
      in: environment)

    let network = TaskNetworks(recipe.network, size: recipe.data.size)
      .readout(task, sources: recipe.sources.count, hidden: recipe.hidden)
    task.loss.check(network, fits: samples.targets.count)
    let plan = try environment.backend.compile(
      [network], batch: recipe.settings.batch, mode: recipe.settings.mode(for: task))
    // Named by what it learns from alone: other test images must not give other weights.
    let name = Digest(of: Recipe.transfer(recipe.learning).json.text(.canonical))
    let trainer = Trainer(
      plan: plan, settings: recipe.settings, name: name,
      seed: NamedStream("weights", String(recipe.seed), name.description).key,
      inputCount: representations.count, targetCount: samples.targets.count)
    let order = BatchOrder(
      seed: recipe.seed, target: task.name, split: .transfer, images: samples.lessons,
      batch: recipe.settings.batch)
    let losses = try trainer.run(order: order, part: 0.2...1, in: environment) {
      representations.write($0, of: .transfer, to: $1)
      samples.writeTargets($0, to: $2)
    }
    let texts = [
      "kind": "readout", "sources": recipe.sources.joined(separator: "+"), "task": task.name,
    ]
    let content = try TensorFile(tensors: plan.parameters(network: 0), texts: texts).content()
    return (
      [JobProduct("readout", content, isTemporary: true)],
      [.init("loss", losses.recentMean)] + images.skipped
    )
  }
}
