internal import Documents

/// The training of a readout from frozen representations to a target.
package struct TransferRecipe: Hashable, Sendable {
  /// The sources, sorted; the order of a transfer is their number.
  package let sources: [String]
  /// The task that is read out.
  package let target: String
  /// The architecture of the encoders.
  package let network: NetworkChoice
  /// Units of the readout's hidden layer.
  package let hidden: Int
  /// The optimiser.
  package let settings: TrainingSettings
  /// The seed of the run.
  package let seed: Int
  /// The images, restricted to the splits that are used.
  package let data: DatasetReference

  /// Makes a recipe; the sources are sorted.
  package init(
    sources: [String], target: String, network: NetworkChoice, hidden: Int,
    settings: TrainingSettings, seed: Int, data: DatasetReference
  ) {
    precondition(!sources.isEmpty, "a transfer has a source")
    self.sources = sources.sorted()
    self.target = target
    self.network = network
    self.hidden = hidden
    self.settings = settings
    self.seed = seed
    self.data = data
  }

  /// The same training, without the images that only its evaluation uses.
  package var learning: TransferRecipe {
    TransferRecipe(
      sources: sources, target: target, network: network, hidden: hidden, settings: settings,
      seed: seed, data: data.restricted(to: .transfer))
  }

  var title: String { "\(sources.joined(separator: "+")) -> \(target)" }

  var members: [JSON.Member] {
    [
      .init("sources", .texts(sources)), .init("target", .string(target)),
      .init("network", network.json), .init("hidden", .number(Double(hidden))),
      .init("settings", settings.json), .init("seed", .number(Double(seed))),
      .init("data", data.json),
    ]
  }

  init(json: JSON) throws(Failure) {
    let sources = try json.requiredTexts("sources")
    guard !sources.isEmpty else { throw Failure(.data, "a transfer without sources") }
    self.init(
      sources: sources, target: try json.required("target"),
      network: try NetworkChoice(json: json["network"]),
      hidden: try json.requiredInteger("hidden"),
      settings: try TrainingSettings(json: json["settings"]),
      seed: try json.requiredInteger("seed"),
      data: try DatasetReference(json: json["data"] ?? .null))
  }
}
