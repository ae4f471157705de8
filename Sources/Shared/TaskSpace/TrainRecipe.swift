internal import Documents

/// The training of one encoder with its decoder.
package struct TrainRecipe: Hashable, Sendable {
  /// What the network is for.
  package enum Purpose: Hashable, Sendable {
    /// The fully supervised network of a task: its encoder is a source.
    case task(String)
    /// A target's network trained on the transfers' data alone: the opponent of Gain.
    case scratch(String)
    /// The encoder that keeps its initial weights; only its normalisation sees images.
    case random
  }

  /// What the network is for.
  package let purpose: Purpose
  /// The architecture.
  package let network: NetworkChoice
  /// The optimiser.
  package let settings: TrainingSettings
  /// The seed of the run.
  package let seed: Int
  /// The images, restricted to the split that is used.
  package let data: DatasetReference

  /// Makes a recipe.
  package init(
    purpose: Purpose, network: NetworkChoice, settings: TrainingSettings, seed: Int,
    data: DatasetReference
  ) {
    self.purpose = purpose
    self.network = network
    self.settings = settings
    self.seed = seed
    self.data = data
  }

  /// The task whose labels are learned; nil for the random encoder.
  package var task: String? {
    switch purpose {
    case .task(let task), .scratch(let task): task
    case .random: nil
    }
  }

  /// The split whose images are used.
  package var split: DatasetReference.Split {
    if case .scratch = purpose { .transfer } else { .train }
  }

  var title: String {
    switch purpose {
    case .task(let task): task
    case .scratch(let task): "scratch \(task)"
    case .random: TaskDictionary.random
    }
  }

  var members: [JSON.Member] {
    [
      .init("purpose", .string(purposeName)), .init("task", task.map { .string($0) } ?? .null),
      .init("network", network.json), .init("settings", settings.json),
      .init("seed", .number(Double(seed))), .init("data", data.json),
    ]
  }

  private var purposeName: String {
    switch purpose {
    case .task: "task"
    case .scratch: "scratch"
    case .random: "random"
    }
  }

  init(json: JSON) throws(Failure) {
    let purpose: Purpose
    switch try json.required("purpose") {
    case "task": purpose = .task(try json.required("task"))
    case "scratch": purpose = .scratch(try json.required("task"))
    case "random": purpose = .random
    case let other: throw Failure(.data, "a training for an unknown purpose, \(other)")
    }
    self.init(
      purpose: purpose, network: try NetworkChoice(json: json["network"]),
      settings: try TrainingSettings(json: json["settings"]),
      seed: try json.requiredInteger("seed"),
      data: try DatasetReference(json: json["data"] ?? .null))
  }
}
