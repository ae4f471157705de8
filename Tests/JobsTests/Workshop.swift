import Datasets
import Documents
import Glibc
import Jobs
import Kernels
import TaskSpace

/// A worker's cache, backend and recipes for a few rooms, with all that jobs need from one another.
final class Workshop {
  static let network = NetworkChoice(encoder: .small, width: 8, representation: 8)
  static let data = DatasetReference(
    kind: .scenes, seed: 5, size: 64, supersampling: 1,
    counts: [.train: 12, .transfer: 8, .validation: 4, .test: 6])
  /// The rooms are rendered once for all tests; each test has representations of its own.
  private static let rooms: String = {
    let path = "/tmp/taskmap-jobs-rooms-\(getpid())"
    atexit { Workshop.remove("/tmp/taskmap-jobs-rooms-\(getpid())") }
    return path
  }()

  var environment: JobEnvironment

  /// - Parameter hasOwnRooms: whether to render rooms that no other test uses.
  init(hasOwnRooms: Bool = false) throws {
    let cache = "/tmp/taskmap-jobs-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try Files.makeFolder(cache)
    if !hasOwnRooms {
      let name = "scenes-\(Self.data.fingerprint.short)"
      try Files.makeFolder("\(Self.rooms)/\(name)")
      symlink("\(Self.rooms)/\(name)", "\(cache)/\(name)")
    }
    environment = JobEnvironment(
      cacheFolder: cache, backend: try Backends.choose(environment: [:]))
    environment.datasetOptions = DatasetOptions(roomsPerChunk: 8)
  }

  deinit { Self.remove(environment.cacheFolder) }

  /// Removes the file or folder at `path`.
  static func remove(_ path: String) {
    Files.remove(path)
    for name in Files.names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  func run(
    _ recipe: Recipe, _ inputs: [JobInput] = []
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    try JobRunner.run(recipe, inputs: inputs, in: environment)
  }

  /// The product called `name` of a job, as an input of another one.
  func input(
    _ role: String, _ name: String, of recipe: Recipe, _ inputs: [JobInput] = []
  ) throws -> JobInput {
    let products = try run(recipe, inputs).products
    guard let product = products.first(where: { $0.name == name }) else {
      throw Failure(.data, "no product called \(name)")
    }
    return JobInput(role: role, digest: product.digest, content: { product.content })
  }

  // The recipes.

  static func describe(_ task: String) -> Recipe {
    .describe(task: task, data: data.restricted(to: .train))
  }

  static func train(_ purpose: TrainRecipe.Purpose, steps: Int = 3, seed: Int = 1) -> Recipe {
    var split = DatasetReference.Split.train
    if case .scratch = purpose { split = .transfer }
    return .train(
      TrainRecipe(
        purpose: purpose, network: network,
        settings: TrainingSettings(steps: steps, batch: 4, learningRate: 0.003, weightDecay: 1e-4),
        seed: seed, data: data.restricted(to: split)))
  }

  static let imagesOfTransfers = data.restricted(to: .transfer, .validation, .test)

  static func encode(_ source: String, _ input: InputVariant) -> Recipe {
    .encode(source: source, input: input, network: network, data: imagesOfTransfers)
  }

  static func screen(_ sources: [String], _ target: String, judged: Int = 0) -> Recipe {
    .screen(
      ScreenRecipe(
        sources: sources, target: target, network: network, maximumOrder: 5, beam: 2,
        judged: judged, data: imagesOfTransfers))
  }

  static func transfer(_ sources: [String], _ target: String, steps: Int = 3) -> Recipe {
    .transfer(
      TransferRecipe(
        sources: sources, target: target, network: network, hidden: 16,
        settings: TrainingSettings(steps: steps, batch: 4, learningRate: 0.004, weightDecay: 1e-4),
        seed: 1, data: imagesOfTransfers))
  }

  static func evaluate(
    _ predictor: EvaluateRecipe.Predictor, _ target: String, pictures: Int = 0
  ) -> Recipe {
    .evaluate(
      EvaluateRecipe(
        predictor: predictor, target: target, network: network, hidden: 16, pictures: pictures,
        data: imagesOfTransfers))
  }

  // What jobs give to one another.

  func statistics(_ task: String) throws -> JobInput {
    try input("statistics", "statistics", of: Self.describe(task))
  }

  func network(_ task: String, role: String = "network", steps: Int = 3) throws -> JobInput {
    try input(
      role, "network", of: Self.train(.task(task), steps: steps), [try statistics(task)])
  }

  func representation(
    _ source: String, _ input: InputVariant = .clean, role: String? = nil
  ) throws -> JobInput {
    try self.input(
      role ?? "representation.\(source)", "representation", of: Self.encode(source, input),
      [try network(source)])
  }

  /// Everything that a transfer into `target` needs of `source`.
  func representations(_ source: String, for target: TaskDefinition) throws -> [JobInput] {
    try zip(target.representationRoles(of: source), target.encodings).map { role, input in
      try representation(source, input, role: role)
    }
  }
}
