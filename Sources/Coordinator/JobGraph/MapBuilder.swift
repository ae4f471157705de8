internal import Documents
package import TaskSpace

/// Makes the jobs of a map, each with its dependencies.
///
/// Jobs are values, so the same call always gives the same job. The few that many others depend on
/// are made once, at the beginning.
package struct MapBuilder: Sendable {
  /// A source in one input variant.
  private struct Encoding: Hashable {
    let source: String
    let input: InputVariant
  }

  /// What is asked for.
  package let spec: JobSpec
  private let numerics: NumericsClass
  private let network: NetworkChoice
  private let describes: [String: Job]
  private let trains: [String: Job]
  private let encodes: [Encoding: Job]

  /// Makes a builder for `spec`.
  package init(_ spec: JobSpec) {
    self.spec = spec
    numerics = spec.numerics
    network = spec.network
    var describes: [String: Job] = [:]
    var trains: [String: Job] = [:]
    var encodes: [Encoding: Job] = [:]
    let maker = JobMaker(spec)
    for task in spec.tasks {
      let describe = maker.describe(task)
      describes[task.name] = describe
      if task.isSource { trains[task.name] = maker.train(task, after: describe) }
    }
    if spec.sources.contains(TaskDictionary.random) {
      trains[TaskDictionary.random] = maker.trainRandom()
    }
    for input in Self.encodings(spec) {
      for source in spec.sources {
        guard let train = trains[source] else { continue }
        encodes[Encoding(source: source, input: input)] = maker.encode(
          source, input, after: train)
      }
    }
    self.describes = describes
    self.trains = trains
    self.encodes = encodes
  }

  /// The jobs that can be named before anything ran, each after those that it depends on.
  package var jobs: [Job] {
    var jobs: [Job] = []
    for task in spec.tasks {
      jobs += [describe(task), evaluate(.average, task)]
      if task.isSource { jobs += [train(task.name), evaluate(.supervised, task)] }
    }
    if spec.sources.contains(TaskDictionary.random) { jobs.append(train(TaskDictionary.random)) }
    for input in Self.encodings(spec) {
      jobs += spec.sources.compactMap { encodes[Encoding(source: $0, input: input)] }
    }
    for target in spec.targets { jobs += self.jobs(into: target) }
    return jobs
  }

  /// What the targets' samples are made of.
  private static func encodings(_ spec: JobSpec) -> [InputVariant] {
    Set(spec.targets.flatMap(\.encodings)).sorted()
  }

  private func jobs(into target: TaskDefinition) -> [Job] {
    let scratch = scratch(target)
    var jobs = [scratch, evaluate(scratch: scratch, target)]
    if spec.screeningOrder > 0 { jobs.append(screen(target)) }
    guard !spec.isEstimate else { return jobs }
    var evaluations: [Job] = []
    for source in spec.sources {
      let transfer = transfer([source], to: target)
      let evaluation = evaluate([source], target, after: transfer)
      jobs += [transfer, evaluation]
      evaluations.append(evaluation)
    }
    if spec.maximumOrder > 1 { jobs.append(expand(target, after: evaluations)) }
    return jobs
  }

  // MARK: The kinds of jobs

  private func job(_ recipe: Recipe, after dependencies: [Job.Dependency]) -> Job {
    Job(recipe, after: dependencies, numerics: numerics)
  }

  /// Statistics of the labels of `task`, which is one of the spec's.
  package func describe(_ task: TaskDefinition) -> Job {
    guard let job = describes[task.name] else { preconditionFailure("\(task.name) is no task") }
    return job
  }

  /// The network whose encoder is the source called `name`.
  package func train(_ name: String) -> Job {
    guard let job = trains[name] else { preconditionFailure("\(name) is no source") }
    return job
  }

  /// The opponent of Gain for `target`.
  package func scratch(_ target: TaskDefinition) -> Job {
    let recipe = TrainRecipe(
      purpose: .scratch(target.name), network: network, settings: spec.scratch(for: target),
      seed: spec.seed, data: spec.data(for: target).restricted(to: .transfer))
    return job(.train(recipe), after: [statistics(of: target)])
  }

  /// The representations that `source` gives of the images that the spec's targets see as `input`.
  package func encode(_ source: String, _ input: InputVariant) -> Job {
    guard let job = encodes[Encoding(source: source, input: input)] else {
      preconditionFailure("\(source) is no source of a target that sees \(input.rawValue) images")
    }
    return job
  }

  /// The readout from `sources` to `target`.
  package func transfer(_ sources: [String], to target: TaskDefinition) -> Job {
    job(
      .transfer(transferRecipe(sources, to: target)),
      after: [statistics(of: target)] + encoders(of: sources, for: target))
  }

  /// The losses of `predictor` on the test images.
  package func evaluate(_ predictor: EvaluateRecipe.Predictor, _ task: TaskDefinition) -> Job {
    switch predictor {
    case .average: return evaluate(task, predictor, pictures: 0, after: [])
    case .supervised:
      return evaluate(
        task, predictor, pictures: spec.pictures,
        after: [.init("network", on: train(task.name).identity)])
    case .scratch: return evaluate(scratch: scratch(task), task)
    case .transfer(let sources):
      return evaluate(sources, task, after: transfer(sources, to: task))
    }
  }

  private func evaluate(scratch: Job, _ task: TaskDefinition) -> Job {
    evaluate(
      task, .scratch, pictures: spec.pictures,
      after: [.init("network", on: scratch.identity)])
  }

  private func evaluate(
    _ task: TaskDefinition, _ predictor: EvaluateRecipe.Predictor, pictures: Int,
    after dependencies: [Job.Dependency]
  ) -> Job {
    job(
      .evaluate(
        EvaluateRecipe(
          predictor: predictor, target: task.name, network: network, hidden: 0,
          pictures: pictures, data: spec.data(for: task).restricted(to: .test))),
      after: [statistics(of: task)] + dependencies)
  }

  private func evaluate(_ sources: [String], _ task: TaskDefinition, after transfer: Job) -> Job {
    job(
      .evaluate(
        EvaluateRecipe(
          predictor: .transfer(sources.sorted()), target: task.name, network: network,
          hidden: spec.hidden, pictures: spec.pictures, data: spec.data(for: task).forTransfers)),
      after: [statistics(of: task), .init("readout", on: transfer.identity)]
        + encoders(of: sources, for: task))
  }

  /// The closed-form estimates of the transfers into `target`.
  package func screen(_ target: TaskDefinition) -> Job {
    let judged = spec.isEstimate && spec.maximumOrder > 1 ? spec.proposals : 0
    return job(
      .screen(
        ScreenRecipe(
          sources: spec.sources, target: target.name, network: network,
          maximumOrder: min(spec.screeningOrder, spec.sources.count), beam: spec.screeningBeam,
          judged: judged, data: spec.data(for: target).forTransfers)),
      after: [statistics(of: target)] + encoders(of: spec.sources, for: target))
  }

  /// The node that adds the higher-order transfers into `target`.
  package func expand(_ target: TaskDefinition) -> Job {
    expand(target, after: spec.sources.map { evaluate(.transfer([$0]), target) })
  }

  private func expand(_ target: TaskDefinition, after evaluations: [Job]) -> Job {
    let rankers: [Job.Dependency]
    let rule: ExpandRecipe.Rule
    switch spec.proposer {
    case .paper:
      rule = .beam(spec.beam)
      rankers = zip(spec.sources, evaluations).map { source, job in
        .init("losses.\(source)", on: job.identity)
      }
    case .screening:
      rule = .estimates(spec.proposals)
      rankers = [.init("estimates", on: screen(target).identity)]
    }
    return job(
      .expand(
        ExpandRecipe(
          candidates: transferRecipe(spec.sources, to: target), maximumOrder: spec.maximumOrder,
          rule: rule, pictures: spec.pictures)),
      after: rankers + [statistics(of: target)] + encoders(of: spec.sources, for: target))
  }

  private func transferRecipe(_ sources: [String], to target: TaskDefinition) -> TransferRecipe {
    TransferRecipe(
      sources: sources, target: target.name, network: network, hidden: spec.hidden,
      settings: spec.transfer(to: target), seed: spec.seed,
      data: spec.data(for: target).forTransfers)
  }

  private func statistics(of task: TaskDefinition) -> Job.Dependency {
    .init("statistics", on: describe(task).identity)
  }

  private func encoders(of sources: [String], for target: TaskDefinition) -> [Job.Dependency] {
    sources.sorted().flatMap { source in
      zip(target.representationRoles(of: source), target.encodings).map { role, input in
        Job.Dependency(role, on: encode(source, input).identity)
      } + [Job.Dependency("network.\(source)", on: train(source).identity)]
    }
  }
}

/// Makes the jobs on which many others depend.
private struct JobMaker {
  /// Batches from which the random encoder's normalisation takes its statistics.
  private static let randomBatches = 40
  private let spec: JobSpec

  init(_ spec: JobSpec) { self.spec = spec }

  func describe(_ task: TaskDefinition) -> Job {
    // Nobody trains an encoder for a novel task: its labels are those of the transfers' images.
    let split: DatasetReference.Split = task.isSource ? .train : .transfer
    return Job(
      .describe(task: task.name, data: spec.data(for: task).restricted(to: split)), after: [],
      numerics: spec.numerics)
  }

  func train(_ task: TaskDefinition, after describe: Job) -> Job {
    Job(
      .train(recipe(.task(task.name), spec.training(for: task), spec.data(for: task))),
      after: [.init("statistics", on: describe.identity)],
      numerics: spec.numerics)
  }

  func trainRandom() -> Job {
    // Only the size of its batches matters: nothing is learned but the images' statistics.
    let settings = TrainingSettings(
      steps: Self.randomBatches, batch: spec.training.batch, learningRate: 1, weightDecay: 0)
    return Job(
      .train(recipe(.random, settings, spec.data)), after: [], numerics: spec.numerics)
  }

  private func recipe(
    _ purpose: TrainRecipe.Purpose, _ settings: TrainingSettings, _ data: DatasetReference
  ) -> TrainRecipe {
    TrainRecipe(
      purpose: purpose, network: spec.network, settings: settings, seed: spec.seed,
      data: data.restricted(to: .train))
  }

  func encode(_ source: String, _ input: InputVariant, after train: Job) -> Job {
    Job(
      .encode(
        source: source, input: input, network: spec.network, data: spec.data.forTransfers),
      after: [.init("network", on: train.identity)], numerics: spec.numerics)
  }
}

extension DatasetReference {
  /// The images that transfers use; all jobs of a transfer name the same ones.
  fileprivate var forTransfers: DatasetReference {
    restricted(to: .transfer, .validation, .test)
  }
}
