internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// Closed-form estimates of all transfers into a target: a ridge readout of every set of sources.
struct ScreenJob {
  let recipe: ScreenRecipe

  func run(
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let task = try recipe.data.required(recipe.target)
    let form: SourceFeatures.Form = task.target.isMap ? .patches : .pooled
    let algebra = LinearAlgebra(environment.backend)
    let targets = try targets(task, inputs, environment)
    let features = try features(task, form, inputs, environment)
    let grams = try GramCache(environment, form: form, data: recipe.data)
      .grams(of: features, watch: environment.watch(part: 0.2...0.5))
    let system = try RidgeSystem(
      features, targets, grams: grams, counts: GramCache.splits.map { recipe.data.count($0) },
      algebra: algebra, watch: environment.watch(part: 0.5...0.6))
    let search = SetSearch(
      system: system, own: recipe.sources.firstIndex(of: recipe.target), beam: recipe.beam,
      watch: environment.watch(part: 0.6...0.9))
    let estimates = try search.estimates(
      upTo: recipe.maximumOrder, exhaustive: ScreenRecipe.exhaustiveOrder)
    let judged = try judge(estimates, search, features, targets, environment)
    let file = EstimatesFile(recipe: recipe, estimates: estimates, judged: judged)
    return (
      [JobProduct("estimates", try file.content())],
      [.init("sets", Double(estimates.reduce(0) { $0 + $1.sets.count }))]
    )
  }

  private func targets(
    _ task: TaskDefinition, _ inputs: JobInputs, _ environment: JobEnvironment
  ) throws -> ReadoutTargets {
    let statistics = try StatisticsFile.statistics(in: try inputs.tensors("statistics"))
    let dataset = try Dataset(
      recipe.data, cache: environment.cacheFolder, options: environment.datasetOptions)
    var samples: [DatasetReference.Split: SampleMaker] = [:]
    for split in RepresentationLayout.splits {
      samples[split] = try SampleMaker(
        task, of: dataset.images(split, watch: environment.watch(part: 0...0.1)),
        statistics: statistics)
    }
    return ReadoutTargets(
      task, samples: samples, grid: recipe.network.grid(size: recipe.data.size),
      images: recipe.data.count(.transfer))
  }

  private func features(
    _ task: TaskDefinition, _ form: SourceFeatures.Form, _ inputs: JobInputs,
    _ environment: JobEnvironment
  ) throws -> [SourceFeatures] {
    let shape = TaskNetworks(recipe.network, size: recipe.data.size).encoder.output
    return try recipe.sources.map { source in
      let representations = try Representations(
        of: [source], for: task, network: recipe.network, data: recipe.data, inputs,
        in: environment)
      return SourceFeatures(
        representations,
        digests: try task.representationRoles(of: source).map { try inputs.required($0).digest },
        shape: shape, form: form, images: recipe.data.count(.transfer))
    }
  }

  /// Losses on the test images: of every source, and of the best sets of other tasks' encoders.
  private func judge(
    _ estimates: [SetSearch.Estimates], _ search: SetSearch, _ features: [SourceFeatures],
    _ targets: ReadoutTargets, _ environment: JobEnvironment
  ) throws -> [(sets: [[Int]], losses: [[Float]])] {
    var readouts: [RidgeReadout] = []
    let sets = estimates.enumerated().map { place, estimate in
      place == 0
        ? estimate.sets : estimate.best(recipe.judged, where: search.isOfOthers)
    }
    for (estimate, sets) in zip(estimates, sets) {
      readouts += try sets.map {
        try RidgeReadout(of: $0, in: search.system, penalty: estimate.penalty)
      }
    }
    var losses = try JudgedReadouts(
      readouts: readouts, features: features, targets: targets, backend: environment.backend
    ).losses(
      count: recipe.data.count(.test), watch: environment.watch(part: 0.9...1))[...]
    return sets.map { sets in
      defer { losses = losses.dropFirst(sets.count) }
      return (sets, Array(losses.prefix(sets.count)))
    }
  }
}
