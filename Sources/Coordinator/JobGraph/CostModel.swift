internal import Architectures
package import TaskSpace

/// Finds what jobs cost, from their recipes alone.
///
/// A training step costs three passes of its batch: forward, the gradients of the inputs, and those
/// of the weights. An upsampled convolution costs what its kernel computes (16 of 36 taps).
package struct CostModel {
  /// A file of the Taskonomy data: 11.16 TB of 4.6 million images in about twenty domains.
  private static let fileBytes = 120_000.0
  /// Samples of a batch while nothing is trained.
  private static let inferenceBatch = 32.0

  private enum Part: Hashable {
    case encoder
    case whole(String)
    case readout(String, sources: Int, hidden: Int)
  }

  private struct Key: Hashable {
    let part: Part
    let choice: NetworkChoice
    let size: Int
  }

  /// What counts of a network: numbers for one sample, and bytes of its weights.
  private struct Size {
    let multiplyAdds: Double
    let activationBytes: Double
    let outputs: Double
    let weightBytes: Double

    init(_ network: NetworkDescription) {
      multiplyAdds = Double(network.multiplyAdds(subpixel: true))
      activationBytes = Double(network.activationBytes(batch: 1))
      outputs = Double(network.output.count)
      weightBytes = Double(4 * network.parameterCount)
    }

    func trained(_ settings: TrainingSettings) -> JobCost {
      let samples = Double(settings.steps * settings.batch)
      return JobCost(
        multiplyAdds: 3 * samples * multiplyAdds, artifactBytes: weightBytes,
        memory: 2 * Double(settings.batch) * activationBytes + 4 * weightBytes)
    }

    func inferred(_ images: Double) -> JobCost {
      JobCost(
        multiplyAdds: images * multiplyAdds,
        memory: min(images, inferenceBatch) * activationBytes + weightBytes)
    }
  }

  private var sizes: [Key: Size] = [:]

  /// Makes a model that knows no network yet.
  package init() {}

  /// What a job of `recipe` costs; nothing where its task is unknown here.
  package mutating func cost(of recipe: Recipe) -> JobCost {
    switch recipe {
    case .describe(let task, let data): describing(task, data)
    case .train(let recipe): training(recipe)
    case .encode(_, _, let network, let data): encoding(network, data)
    case .screen(let recipe): screening(recipe)
    case .transfer(let recipe): transferring(recipe)
    case .evaluate(let recipe): evaluating(recipe)
    case .expand, .probe: JobCost()
    }
  }

  private func describing(_ name: String, _ data: DatasetReference) -> JobCost {
    guard let task = data.task(name) else { return JobCost() }
    return JobCost(dataBytes: Double(data.count(.train)) * Self.labelBytes(task, data))
  }

  private mutating func training(_ recipe: TrainRecipe) -> JobCost {
    let data = recipe.data
    let images = Double(
      min(recipe.settings.steps * recipe.settings.batch, data.count(recipe.split)))
    guard let name = recipe.task, let task = data.task(name) else {
      var cost = size(.encoder, recipe.network, data).trained(recipe.settings)
      cost.dataBytes = images * Self.imageBytes(data)
      return cost
    }
    var cost = size(.whole(name), recipe.network, data).trained(recipe.settings)
    cost.dataBytes =
      images * (Double(task.views) * Self.imageBytes(data) + Self.labelBytes(task, data))
    return cost
  }

  private mutating func encoding(_ network: NetworkChoice, _ data: DatasetReference) -> JobCost {
    let images = Double(data.count(.transfer) + data.count(.test))
    let encoder = size(.encoder, network, data)
    var cost = encoder.inferred(images)
    cost.dataBytes = images * Self.imageBytes(data)
    cost.representationBytes = images * encoder.outputs * 4
    return cost
  }

  /// The products of all pairs of features, of which caches may hold some already, then a factor and
  /// a solution for every set of the orders that are estimated exhaustively.
  private mutating func screening(_ recipe: ScreenRecipe) -> JobCost {
    guard let task = recipe.data.task(recipe.target) else { return JobCost() }
    let data = recipe.data
    let images = Double(data.count(.transfer) + data.count(.validation))
    let grid = Double(recipe.network.grid(size: data.size))
    let rows = task.target.isMap ? images * grid * grid : images
    // 3x3 patches of the representation, or 4x4 pooled cells of each view.
    let features = Double((task.target.isMap ? 9 : 16 * task.views) * recipe.network.representation)
    let sources = Double(recipe.sources.count)
    let width = sources * features
    let output = size(.whole(recipe.target), recipe.network, data)
    var cost = JobCost(
      multiplyAdds: rows * width * width / 2 + images * output.outputs * width,
      dataBytes: images * Self.labelBytes(task, data), memory: 16 * width * width)
    var sets = 1.0
    for order in 1...min(recipe.maximumOrder, ScreenRecipe.exhaustiveOrder) {
      sets *= max(sources - Double(order - 1), 0) / Double(order)
      let unknowns = Double(order) * features
      cost.multiplyAdds += sets * features * unknowns * unknowns
    }
    cost.representationBytes =
      images * representation(of: recipe.sources, task, recipe.network, data)
    return cost
  }

  private mutating func transferring(_ recipe: TransferRecipe) -> JobCost {
    guard let task = recipe.data.task(recipe.target) else { return JobCost() }
    let part = Part.readout(
      recipe.target, sources: recipe.sources.count, hidden: recipe.hidden)
    var cost = size(part, recipe.network, recipe.data).trained(recipe.settings)
    let images = Double(recipe.data.count(.transfer))
    cost.dataBytes = images * Self.labelBytes(task, recipe.data)
    cost.representationBytes =
      images * representation(of: recipe.sources, task, recipe.network, recipe.data)
    return cost
  }

  private mutating func evaluating(_ recipe: EvaluateRecipe) -> JobCost {
    let data = recipe.data
    guard let task = data.task(recipe.target) else { return JobCost() }
    let images = Double(data.count(.test))
    var cost: JobCost
    switch recipe.predictor {
    case .average: cost = JobCost()
    case .supervised, .scratch:
      cost = size(.whole(recipe.target), recipe.network, data).inferred(images)
      cost.dataBytes = images * Double(task.views) * Self.imageBytes(data)
    case .transfer(let sources):
      let part = Part.readout(recipe.target, sources: sources.count, hidden: recipe.hidden)
      cost = size(part, recipe.network, data).inferred(images)
      cost.representationBytes = images * representation(of: sources, task, recipe.network, data)
    }
    cost.dataBytes += images * Self.labelBytes(task, data)
    cost.artifactBytes += 4 * images
    return cost
  }

  /// Bytes of a sample's representations by so many sources.
  private mutating func representation(
    of sources: [String], _ task: TaskDefinition, _ network: NetworkChoice,
    _ data: DatasetReference
  ) -> Double {
    Double(sources.count * task.views) * size(.encoder, network, data).outputs * 4
  }

  private mutating func size(
    _ part: Part, _ choice: NetworkChoice, _ data: DatasetReference
  ) -> Size {
    let key = Key(part: part, choice: choice, size: data.size)
    if let size = sizes[key] { return size }
    let networks = TaskNetworks(choice, size: data.size)
    let network: NetworkDescription? =
      switch part {
      case .encoder: networks.encoder
      case .whole(let name): data.task(name).map { networks.whole($0) }
      case .readout(let name, let sources, let hidden):
        data.task(name).map { networks.readout($0, sources: sources, hidden: hidden) }
      }
    let size = Size(network ?? networks.encoder)
    sizes[key] = size
    return size
  }

  private static func imageBytes(_ data: DatasetReference) -> Double {
    data.kind == .scenes ? Double(3 * data.size * data.size) : fileBytes
  }

  private static func labelBytes(_ task: TaskDefinition, _ data: DatasetReference) -> Double {
    if !task.target.isMap { return Double(4 * task.target.channels) }
    return imageBytes(data)
  }
}
