internal import Documents

/// The loss of one predictor on every image of the test split.
package struct EvaluateRecipe: Hashable, Sendable {
  /// What predicts.
  package enum Predictor: Hashable, Sendable {
    /// The target's fully supervised network.
    case supervised
    /// The network trained from scratch on the transfers' data.
    case scratch
    /// The best constant guess.
    case average
    /// A readout from these sources.
    case transfer([String])

    /// The entrant's name in tables: sources joined by `+`, or `self`, `scratch`, `average`.
    package var name: String {
      switch self {
      case .supervised: TaskDictionary.supervised
      case .scratch: TaskDictionary.scratch
      case .average: TaskDictionary.average
      case .transfer(let sources): sources.joined(separator: "+")
      }
    }
  }

  /// What predicts.
  package let predictor: Predictor
  /// The task that is predicted.
  package let target: String
  /// The architecture.
  package let network: NetworkChoice
  /// Units of the readout's hidden layer; 0 where there is no readout.
  package let hidden: Int
  /// How many images are kept as pictures for people.
  package let pictures: Int
  /// The images, restricted to the split that is used.
  package let data: DatasetReference

  /// Makes a recipe.
  package init(
    predictor: Predictor, target: String, network: NetworkChoice, hidden: Int, pictures: Int,
    data: DatasetReference
  ) {
    self.predictor = predictor
    self.target = target
    self.network = network
    self.hidden = hidden
    self.pictures = pictures
    self.data = data
  }

  var title: String { "\(predictor.name) -> \(target)" }

  var members: [JSON.Member] {
    var sources: [String] = []
    if case .transfer(let names) = predictor { sources = names }
    return [
      .init("predictor", .string(sources.isEmpty ? predictor.name : "transfer")),
      .init("sources", .texts(sources)), .init("target", .string(target)),
      .init("network", network.json), .init("hidden", .number(Double(hidden))),
      .init("pictures", .number(Double(pictures))), .init("data", data.json),
    ]
  }

  init(json: JSON) throws(Failure) {
    let sources = try json.requiredTexts("sources")
    let predictor: Predictor
    switch (try json.required("predictor"), sources.isEmpty) {
    case (TaskDictionary.supervised, true): predictor = .supervised
    case (TaskDictionary.scratch, true): predictor = .scratch
    case (TaskDictionary.average, true): predictor = .average
    case ("transfer", false): predictor = .transfer(sources)
    case (let other, _): throw Failure(.data, "an evaluation of an unknown predictor, \(other)")
    }
    self.init(
      predictor: predictor, target: try json.required("target"),
      network: try NetworkChoice(json: json["network"]),
      hidden: try json.requiredInteger("hidden"),
      pictures: try json.requiredInteger("pictures"),
      data: try DatasetReference(json: json["data"] ?? .null))
  }
}
