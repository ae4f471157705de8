internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// The loss of a predictor on every test image, and some predictions as pictures for people.
///
/// An image without any label has no loss: NaN.
struct EvaluateJob {
  private static let batch = 32
  private static let mostPictures = 64

  let recipe: EvaluateRecipe

  func run(
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let task = try recipe.data.required(recipe.target)
    let statistics = try StatisticsFile.statistics(in: try inputs.tensors("statistics"))
    let dataset = try Dataset(
      recipe.data, cache: environment.cacheFolder, options: environment.datasetOptions)
    // Readouts see representations, and the average nothing.
    let isSeen = recipe.predictor.isNetwork
    let images = try dataset.images(
      .test, withFurtherViews: isSeen && task.views > 1, watch: environment.watch(part: 0...0.3))
    let samples = try SampleMaker(task, of: images, statistics: statistics)
    let prediction = try prediction(task, samples, statistics, inputs, environment)

    let known = try losses(of: prediction, samples, environment)
    try checkFinite(known, of: samples.labelled)
    var losses = [Float](repeating: .nan, count: images.count)
    for (image, loss) in zip(samples.labelled, known) { losses[image] = loss }
    let tensor = NamedTensor(name: "losses", shape: [losses.count], values: losses)
    let texts = ["kind": "losses", "predictor": recipe.predictor.name, "target": task.name]
    var products = [
      JobProduct("losses", try TensorFile(tensors: [tensor], texts: texts).content())
    ]
    let shown = min(recipe.pictures, samples.labelled.count, Self.mostPictures)
    if shown > 0 {
      let page = PicturePage(
        task: task, meaning: TargetMeaning(task, of: recipe.data), samples: samples,
        statistics: statistics, images: samples.labelled.prefix(shown))
      products.append(JobProduct("pictures", page.predictions(of: prediction)))
      if recipe.predictor == .supervised {
        // What all predictors of a target have in common is kept once.
        products.append(JobProduct("inputs", page.inputs))
        products.append(JobProduct("truths", page.truths))
      }
    }
    let mean = known.reduce(0) { $0 + Double($1) } / Double(known.count)
    return (products, [.init("loss", mean)] + images.skipped)
  }

  private func prediction(
    _ task: TaskDefinition, _ samples: SampleMaker, _ statistics: LabelStatistics,
    _ inputs: JobInputs, _ environment: JobEnvironment
  ) throws -> any Prediction {
    let networks = TaskNetworks(recipe.network, size: recipe.data.size)
    let mode = Mode.evaluation(task.loss.kernel(channels: task.target.channels))
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
        of: sources, for: task, network: recipe.network, data: recipe.data, inputs,
        in: environment)
      let readout = networks.readout(task, sources: sources.count, hidden: recipe.hidden)
      let plan = try environment.backend.compile([readout], batch: Self.batch, mode: mode)
      try plan.load(try inputs.tensors("readout").tensors, network: 0)
      return NetworkPrediction(plan: plan, inputCount: representations.count) {
        representations.write($0, of: .test, to: $1)
      }
    }
  }

  /// The losses of the images that have a label.
  private func losses(
    of prediction: any Prediction, _ samples: SampleMaker, _ environment: JobEnvironment
  ) throws -> [Float] {
    let watch = environment.watch(part: 0.3...1)
    let count = samples.labelled.count
    var losses = [Float](repeating: 0, count: count)
    var targets = [Int32](repeating: 0, count: Self.batch * samples.targets.count)
    for first in stride(from: 0, to: count, by: Self.batch) {
      try watch.check()
      let places = first..<min(first + Self.batch, count)
      let images = samples.labelled[places]
      targets.withUnsafeMutableBytes { targets in
        losses.withUnsafeMutableBufferPointer { losses in
          guard let target = targets.baseAddress, let loss = losses.baseAddress else { return }
          samples.writeTargets(images, to: target)
          prediction.losses(of: images, targets: UnsafeRawPointer(target), to: loss + first)
        }
      }
      watch.progress(Double(places.upperBound) / Double(count), "\(places.upperBound) images")
    }
    return losses
  }

  /// Refuses losses that are no numbers: no report could be made of them later.
  private func checkFinite(_ losses: [Float], of images: [Int]) throws(Failure) {
    guard let place = losses.firstIndex(where: { !$0.isFinite }) else { return }
    throw Failure(
      .data,
      "the predictor '\(recipe.predictor.name)' of '\(recipe.target)' has a loss of "
        + "\(losses[place]) on test image \(images[place]): its training diverged, most likely; train "
        + "with a lower learning rate")
  }
}

extension EvaluateRecipe.Predictor {
  /// Whether it is a network that sees images.
  fileprivate var isNetwork: Bool { self == .supervised || self == .scratch }
}
