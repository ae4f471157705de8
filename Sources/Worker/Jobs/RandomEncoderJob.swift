internal import Architectures
internal import Datasets
internal import Kernels
internal import TaskSpace

/// The encoder that is never trained: initial weights, and normalisation that has seen images.
struct RandomEncoderJob {
  let recipe: TrainRecipe

  func run(
    in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let dataset = try Dataset(
      recipe.data, cache: environment.cacheFolder, options: environment.datasetOptions)
    let images = try dataset.images(recipe.split, watch: environment.watch(part: 0...0.5))
    let encoder = TaskNetworks(recipe.network, size: recipe.data.size).encoder
    let plan = try environment.backend.compile(
      [encoder], batch: recipe.settings.batch, mode: .training(.squared, AdamW(weightDecay: 0)))
    plan.initialize(network: 0, seed: recipe.weightSeed)

    let inputs = InputMaker(.clean, of: images)
    let order = BatchOrder(
      seed: recipe.seed, target: TaskDictionary.random, split: recipe.split,
      images: (0..<images.count).map { [$0] }, batch: recipe.settings.batch)
    try observe(plan, encoder.output.count, inputs, order, environment.watch(part: 0.5...1))

    let content = try NetworkFile(recipe: recipe, task: nil, standardization: nil)
      .content(plan.parameters(network: 0), losses: [])
    return ([JobProduct("network", content)], [.init("images", Double(images.count))])
  }

  /// Lets the running statistics see some batches, by steps whose learning rate is zero.
  private func observe(
    _ plan: any Plan, _ outputCount: Int, _ inputs: InputMaker, _ order: BatchOrder, _ watch: Watch
  ) throws {
    let batches = recipe.settings.steps
    var order = order
    var values = [Float](repeating: 0, count: plan.batch * inputs.count)
    let targets = [Float](repeating: 0, count: plan.batch * outputCount)
    for step in 0..<batches {
      try watch.check()
      values.withUnsafeMutableBufferPointer { values in
        guard let start = values.baseAddress else { return }
        for (place, image) in order.samples(ofStep: step).enumerated() {
          inputs.write(image, to: start + place * inputs.count)
        }
      }
      _ = plan.step(inputs: values, targets: targets, learningRate: 0, step: step + 1)
      watch.progress(Double(step + 1) / Double(batches), "batch \(step + 1) of \(batches)")
    }
  }
}
