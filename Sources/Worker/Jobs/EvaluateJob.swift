internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// The loss of a predictor on every test image, and some predictions as pictures for people.
struct EvaluateJob {
  private static let batch = 32
  private static let mostPictures = 64

  let recipe: EvaluateRecipe

  func run(
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let task = try TaskDictionary.required(recipe.target)
    let statistics = try StatisticsFile.statistics(in: try inputs.tensors("statistics"))
    let dataset = try Dataset(
      recipe.data, cache: environment.cacheFolder, options: environment.datasetOptions)
    let images = try dataset.images(.test, watch: environment.watch(part: 0...0.3))
    let samples = try SampleMaker(task, of: images, statistics: statistics)
    let prediction = try prediction(task, samples, statistics, inputs, environment)

    let losses = try losses(of: prediction, samples, count: images.count, environment)
    try checkFinite(losses)
    let tensor = NamedTensor(name: "losses", shape: [losses.count], values: losses)
    let texts = ["kind": "losses", "predictor": recipe.predictor.name, "target": task.name]
    var products = [
      JobProduct("losses", try TensorFile(tensors: [tensor], texts: texts).content())
    ]
    let shown = min(recipe.pictures, images.count, Self.mostPictures)
    if shown > 0 {
      let page = PicturePage(
        task: task, samples: samples, statistics: statistics, count: shown)
      products.append(JobProduct("pictures", page.predictions(of: prediction)))
      if recipe.predictor == .supervised {
        // What all predictors of a target have in common is kept once.
        products.append(JobProduct("inputs", page.inputs))
        products.append(JobProduct("truths", page.truths))
      }
    }
    let mean = losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
    return (products, [.init("loss", mean)])
  }

  private func prediction(
    _ task: TaskDefinition, _ samples: SampleMaker, _ statistics: LabelStatistics,
    _ inputs: JobInputs, _ environment: JobEnvironment
  ) throws -> any Prediction {
    let networks = try TaskNetworks(recipe.network, size: recipe.data.size)
    let mode = Mode.evaluation(task.loss.kernel)
    switch recipe.predictor {
    case .average:
      return ConstantPrediction(
        guess: statistics.guess, task: task, targetCount: samples.targets.count)
    case .supervised, .scratch:
      let plan = try environment.backend.compile(
        [networks.whole(task)], batch: Self.batch, mode: mode)
      let file = try inputs.tensors("network")
      try plan.load(file.tensors("encoder.") + file.tensors("decoder."), network: 0)
      return NetworkPrediction(plan: plan, inputCount: samples.inputs.count) {
        samples.writeInputs($0, to: $1)
      }
    case .transfer(let sources):
      let sources = sources.sorted()
      let representations = try Representations(
        of: sources, seen: task.input, network: recipe.network, data: recipe.data, inputs,
        in: environment)
      let readout = networks.readout(task, sources: sources.count, hidden: recipe.hidden)
      let plan = try environment.backend.compile([readout], batch: Self.batch, mode: mode)
      try plan.load(try inputs.tensors("readout").tensors, network: 0)
      return NetworkPrediction(plan: plan, inputCount: representations.count) {
        representations.write($0, of: .test, to: $1)
      }
    }
  }

  private func losses(
    of prediction: any Prediction, _ samples: SampleMaker, count: Int,
    _ environment: JobEnvironment
  ) throws -> [Float] {
    let watch = environment.watch(part: 0.3...1)
    var losses = [Float](repeating: 0, count: count)
    var targets = [Int32](repeating: 0, count: Self.batch * samples.targets.count)
    for first in stride(from: 0, to: count, by: Self.batch) {
      try watch.check()
      let images = first..<min(first + Self.batch, count)
      targets.withUnsafeMutableBytes { targets in
        losses.withUnsafeMutableBufferPointer { losses in
          guard let target = targets.baseAddress, let loss = losses.baseAddress else { return }
          samples.writeTargets(images, to: target)
          prediction.losses(of: images, targets: UnsafeRawPointer(target), to: loss + first)
        }
      }
      watch.progress(Double(images.upperBound) / Double(count), "\(images.upperBound) images")
    }
    return losses
  }

  /// Refuses losses that are no numbers: no report could be made of them later.
  private func checkFinite(_ losses: [Float]) throws(Failure) {
    guard let image = losses.firstIndex(where: { !$0.isFinite }) else { return }
    throw Failure(
      .data,
      "the predictor '\(recipe.predictor.name)' of '\(recipe.target)' has a loss of "
        + "\(losses[image]) on test image \(image): its training diverged, most likely; train "
        + "with a lower learning rate")
  }
}
