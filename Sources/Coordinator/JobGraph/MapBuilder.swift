internal import Documents
package import TaskSpace

/// Makes the jobs of a map, each with its dependencies.
///
/// Jobs are values: the same call always gives the same job. Those that many others depend on are
/// made once, since an identity costs a digest.
package struct MapBuilder: Sendable {
  private struct Encoding: Hashable {
    let source: String
    let input: InputVariant
  }

  /// What is asked for.
  package let spec: JobSpec
  private var descriptions: [String: Job] = [:]
  private var networks: [String: Job] = [:]
  private var encodings: [Encoding: Job] = [:]

  /// Makes a builder for `spec`.
  package init(_ spec: JobSpec) {
    self.spec = spec
    for task in spec.tasks + spec.targets { descriptions[task.name] = describe(task) }
    for name in spec.tasks.map(\.name) + spec.sources { networks[name] = train(name) }
    for target in spec.targets {
      for source in spec.sources {
        let key = Encoding(source: source, input: target.input)
        if encodings[key] == nil { encodings[key] = encode(source, for: target) }
      }
    }
  }

  /// The jobs that can be named before anything ran, each after those that it depends on.
  package var jobs: [Job] {
    var jobs = OrderedJobs()
    for task in spec.tasks {
      jobs.add(describe(task))
      jobs.add(train(task.name))
      jobs.add(evaluate(.average, task))
      jobs.add(evaluate(.supervised, task))
    }
    if spec.sources.contains(TaskDictionary.random) { jobs.add(train(TaskDictionary.random)) }
    for target in spec.targets {
      jobs.add(scratch(target))
      jobs.add(evaluate(.scratch, target))
      for source in spec.sources {
        jobs.add(encode(source, for: target))
        jobs.add(transfer([source], to: target))
        jobs.add(evaluate(.transfer([source]), target))
      }
      if spec.maximumOrder > 1 { jobs.add(expand(target)) }
    }
    return jobs.all
  }

  // MARK: The kinds of jobs

  private func job(_ recipe: Recipe, after dependencies: [Job.Dependency] = []) -> Job {
    Job(recipe, after: dependencies, numerics: spec.numerics)
  }

  /// Statistics of the labels of `task`.
  package func describe(_ task: TaskDefinition) -> Job {
    descriptions[task.name]
      ?? job(.describe(task: task.name, data: spec.data.restricted(to: .train)))
  }

  /// The network whose encoder is the source called `name`.
  package func train(_ name: String) -> Job {
    if let known = networks[name] { return known }
    let task = TaskDictionary.task(name)
    let recipe = TrainRecipe(
      purpose: task.map { .task($0.name) } ?? .random, network: spec.network,
      settings: spec.training, seed: spec.seed, data: spec.data.restricted(to: .train))
    return job(.train(recipe), after: task.map { [statistics(of: $0)] } ?? [])
  }

  /// The opponent of Gain for `target`.
  package func scratch(_ target: TaskDefinition) -> Job {
    let recipe = TrainRecipe(
      purpose: .scratch(target.name), network: spec.network, settings: spec.scratch,
      seed: spec.seed, data: spec.data.restricted(to: .transfer))
    return job(.train(recipe), after: [statistics(of: target)])
  }

  /// The representations that `source` gives of the images that `target` needs.
  package func encode(_ source: String, for target: TaskDefinition) -> Job {
    encodings[Encoding(source: source, input: target.input)]
      ?? job(
        .encode(source: source, input: target.input, network: spec.network, data: transferData),
        after: [.init("network", on: train(source).identity)])
  }

  /// The readout from `sources` to `target`.
  package func transfer(_ sources: [String], to target: TaskDefinition) -> Job {
    job(
      .transfer(transferRecipe(sources, to: target)),
      after: [statistics(of: target)] + encoders(of: sources, for: target))
  }

  /// The losses of `predictor` on the test images.
  package func evaluate(_ predictor: EvaluateRecipe.Predictor, _ task: TaskDefinition) -> Job {
    var dependencies = [statistics(of: task)]
    var data = spec.data.restricted(to: .test)
    var hidden = 0
    var pictures = 0
    switch predictor {
    case .average: break
    case .supervised:
      dependencies.append(.init("network", on: train(task.name).identity))
      pictures = spec.pictures
    case .scratch: dependencies.append(.init("network", on: scratch(task).identity))
    case .transfer(let sources):
      dependencies.append(.init("readout", on: transfer(sources, to: task).identity))
      dependencies += encoders(of: sources, for: task)
      data = transferData
      hidden = spec.hidden
    }
    return job(
      .evaluate(
        EvaluateRecipe(
          predictor: predictor, target: task.name, network: spec.network, hidden: hidden,
          pictures: pictures, data: data)),
      after: dependencies)
  }

  /// The node that adds the higher-order transfers into `target`.
  package func expand(_ target: TaskDefinition) -> Job {
    let losses = spec.sources.map { source in
      Job.Dependency(
        "losses.\(source)", on: evaluate(.transfer([source]), target).identity)
    }
    return job(
      .expand(
        ExpandRecipe(
          candidates: transferRecipe(spec.sources, to: target), maximumOrder: spec.maximumOrder,
          beam: spec.beam)),
      after: losses + [statistics(of: target)] + encoders(of: spec.sources, for: target))
  }

  private func transferRecipe(_ sources: [String], to target: TaskDefinition) -> TransferRecipe {
    TransferRecipe(
      sources: sources, target: target.name, network: spec.network, hidden: spec.hidden,
      settings: spec.transfer(to: target), seed: spec.seed, data: transferData)
  }

  private var transferData: DatasetReference {
    spec.data.restricted(to: .transfer, .validation, .test)
  }

  private func statistics(of task: TaskDefinition) -> Job.Dependency {
    .init("statistics", on: describe(task).identity)
  }

  private func encoders(of sources: [String], for target: TaskDefinition) -> [Job.Dependency] {
    sources.sorted().flatMap { source in
      [
        Job.Dependency("representation.\(source)", on: encode(source, for: target).identity),
        Job.Dependency("network.\(source)", on: train(source).identity),
      ]
    }
  }
}

/// Jobs without repetition, in the order in which they were first added.
private struct OrderedJobs {
  private(set) var all: [Job] = []
  private var seen: Set<Digest> = []

  mutating func add(_ job: Job) {
    if seen.insert(job.identity).inserted { all.append(job) }
  }
}
