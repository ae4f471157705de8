package import Documents

/// What a job does, as a value: everything that its result depends on, besides other jobs' results.
package enum Recipe: Hashable, Sendable {
  /// Statistics of a task's labels on the training split.
  case describe(task: String, data: DatasetReference)
  /// A task's network, or the opponent of Gain, or the encoder that is never trained.
  case train(TrainRecipe)
  /// The representations that an encoder gives of the splits that transfers use.
  case encode(source: String, input: InputVariant, network: NetworkChoice, data: DatasetReference)
  /// Closed-form estimates of all transfers into a target.
  case screen(ScreenRecipe)
  /// A readout from the representations of some sources to a target.
  case transfer(TransferRecipe)
  /// The loss of every test image.
  case evaluate(EvaluateRecipe)
  /// The choice of further transfers into a target, by the coordinator.
  case expand(ExpandRecipe)
  /// Nothing, for so many milliseconds: measures a cluster.
  case probe(number: Int, milliseconds: Int)

  /// The kind of job.
  package var kind: JobKind {
    switch self {
    case .describe: .describe
    case .train: .train
    case .encode: .encode
    case .screen: .screen
    case .transfer: .transfer
    case .evaluate: .evaluate
    case .expand: .expand
    case .probe: .probe
    }
  }

  /// What people call the job, such as `transfer normal+reshading -> curvature`.
  package var title: String {
    switch self {
    case .describe(let task, _): "describe \(task)"
    case .train(let recipe): "train \(recipe.title)"
    case .encode(let source, let input, _, _):
      "encode \(source)" + (input == .clean ? "" : " (\(input.rawValue))")
    case .screen(let recipe): "screen \(recipe.target)"
    case .transfer(let recipe): "transfer \(recipe.title)"
    case .evaluate(let recipe): "evaluate \(recipe.title)"
    case .expand(let recipe): "expand \(recipe.target)"
    case .probe(let number, _): "probe \(number)"
    }
  }

  /// The data that it reads; nil where it reads none.
  package var data: DatasetReference? {
    switch self {
    case .describe(_, let data), .encode(_, _, _, let data): data
    case .train(let recipe): recipe.data
    case .screen(let recipe): recipe.data
    case .transfer(let recipe): recipe.data
    case .evaluate(let recipe): recipe.data
    case .expand, .probe: nil
    }
  }

  /// The recipe as a JSON object; `init(json:)` reads it back.
  package var json: JSON {
    var members: [JSON.Member] = [.init("kind", .string(kind.rawValue))]
    switch self {
    case .describe(let task, let data):
      members += [.init("task", .string(task)), .init("data", data.json)]
    case .train(let recipe): members += recipe.members
    case .encode(let source, let input, let network, let data):
      members += [
        .init("source", .string(source)), .init("input", .string(input.rawValue)),
        .init("network", network.json), .init("data", data.json),
      ]
    case .screen(let recipe): members += recipe.members
    case .transfer(let recipe): members += recipe.members
    case .evaluate(let recipe): members += recipe.members
    case .expand(let recipe): members += recipe.members
    case .probe(let number, let milliseconds):
      members += [
        .init("number", .number(Double(number))),
        .init("milliseconds", .number(Double(milliseconds))),
      ]
    }
    return .object(members)
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON) throws(Failure) {
    guard let kind = json["kind"]?.text.flatMap(JobKind.init(rawValue:)) else {
      throw Failure(.data, "a job of unknown kind: \(json.text())")
    }
    switch kind {
    case .describe:
      self = .describe(
        task: try json.required("task"), data: try DatasetReference(json: json["data"] ?? .null))
    case .train: self = .train(try TrainRecipe(json: json))
    case .encode:
      guard let input = InputVariant(rawValue: try json.required("input")) else {
        throw Failure(.data, "unknown input variant in a job")
      }
      self = .encode(
        source: try json.required("source"), input: input,
        network: try NetworkChoice(json: json["network"]),
        data: try DatasetReference(json: json["data"] ?? .null))
    case .screen: self = .screen(try ScreenRecipe(json: json))
    case .transfer: self = .transfer(try TransferRecipe(json: json))
    case .evaluate: self = .evaluate(try EvaluateRecipe(json: json))
    case .expand: self = .expand(try ExpandRecipe(json: json))
    case .probe:
      guard let number = json["number"]?.integer,
        let milliseconds = json["milliseconds"]?.integer, milliseconds >= 0
      else { throw Failure(.data, "malformed probe") }
      self = .probe(number: number, milliseconds: milliseconds)
    }
  }
}

extension JSON {
  /// The text of the member called `name`.
  ///
  /// - Throws: `Failure` (data) where it is missing or no text.
  package func required(_ name: String) throws(Failure) -> String {
    guard let text = self[name]?.text else {
      throw Failure(.data, "a job without \"\(name)\": \(self.text())")
    }
    return text
  }

  /// The whole number called `name`.
  ///
  /// - Throws: `Failure` (data) where it is missing or no whole number.
  package func requiredInteger(_ name: String) throws(Failure) -> Int {
    guard let value = self[name]?.integer else {
      throw Failure(.data, "a job without a whole number \"\(name)\": \(self.text())")
    }
    return value
  }

  /// The texts of the list called `name`.
  ///
  /// - Throws: `Failure` (data) where it is missing or holds anything else.
  package func requiredTexts(_ name: String) throws(Failure) -> [String] {
    guard let elements = self[name]?.array else {
      throw Failure(.data, "a job without a list \"\(name)\": \(self.text())")
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.text else {
        throw Failure(.data, "\"\(name)\" of a job holds something that is no text")
      }
      texts.append(text)
    }
    return texts
  }
}
