internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// A trained network as a file of tensors that says how to use it.
struct NetworkFile {
  /// The version of the header.
  static let format = "taskmap-network/1"

  let recipe: TrainRecipe
  /// The task; nil for the random encoder.
  let task: TaskDefinition?
  let standardization: Standardization?

  /// The file's bytes: the tensors `encoder.*` and `decoder.*`, and the training's `losses`.
  func content(_ parameters: [NamedTensor], losses: [Float]) throws(Failure) -> [UInt8] {
    let networks = TaskNetworks(recipe.network, size: recipe.data.size)
    let network = task.map { networks.whole($0) } ?? networks.encoder
    var texts = [
      "format": Self.format, "kind": "network",
      "architecture": recipe.network.json.text(.canonical),
      "input": input.text(.canonical), "purpose": recipe.name,
      "layout": "images and maps are [row][column][channel], taps [row][column][input][output]",
      "layers": network.document.text(), "parameters": String(network.parameterCount),
      "representation": Self.shape(networks.encoder.output).text(),
    ]
    if let task {
      texts["task"] = task.name
      texts["summary"] = task.summary
      texts["data"] = recipe.data.kind.rawValue
      // What no dictionary knows has to travel along.
      if let own = recipe.data.own, own.definition == task {
        texts["own"] = own.json.text(.canonical)
      }
      texts["output"] = output(of: task, shape: network.output).text(.canonical)
    }
    var tensors = parameters
    if !losses.isEmpty {
      tensors.append(NamedTensor(name: "losses", shape: [losses.count], values: losses))
    }
    return try TensorFile(tensors: tensors, texts: texts).content()
  }

  /// What is done to an image before the encoder sees it, and which images make a sample.
  private var input: JSON {
    var members: [JSON.Member] = [
      .init("size", .number(Double(recipe.data.size))), .init("channels", 3),
      .init("range", [-1, 1]), .init("variant", .string((task?.input ?? .clean).rawValue)),
      .init("views", .number(Double(task?.views ?? 1))), .init("order", "red, green, blue"),
      .init("preprocessing", "square, scaled by area; byte / 127.5 - 1; then the variant"),
    ]
    if let task, task.views > 1 {
      members.append(.init("further", .texts(task.further.map(\.rawValue))))
    }
    return .object(members)
  }

  /// What the decoder's numbers mean.
  private func output(of task: TaskDefinition, shape: Shape) -> JSON {
    let meaning = TargetMeaning(task, of: recipe.data)
    var members: [JSON.Member] = [
      .init("kind", .string(task.target.kind)), .init("shape", Self.shape(shape)),
      .init("channels", .number(Double(task.target.channels))),
      .init("names", .texts(meaning.names)), .init("meaning", .string(meaning.sentence)),
      .init("postprocessing", .string(task.postprocessing)),
      .init("loss", .string(task.loss.rawValue)),
      .init("side", .number(Double(recipe.data.side(of: task.target)))),
    ]
    if task.loss.isStandardized, let standardization {
      members += [
        .init("mean", .array(standardization.mean.map { .number(Double($0)) })),
        .init("deviation", .array(standardization.deviation.map { .number(Double($0)) })),
      ]
    }
    return .object(members)
  }

  private static func shape(_ shape: Shape) -> JSON {
    .array([shape.height, shape.width, shape.channels].map { .number(Double($0)) })
  }
}

extension TargetShape {
  /// What the numbers of an output are, as files call it.
  var kind: String {
    switch self {
    case .map: "map"
    case .labels: "labels"
    case .vector: "vector"
    case .classes: "classes"
    case .distribution: "distribution"
    }
  }
}

extension TaskDefinition {
  /// What makes an output what it means, as files call it: `sigmoid` of each number, `softmax` over
  /// the channels, or `standardized`: times the deviation, plus the mean.
  var postprocessing: String {
    switch loss {
    case .binaryCrossEntropy: "sigmoid"
    case .crossEntropy, .weightedCrossEntropy, .softCrossEntropy: "softmax"
    case .absolute, .squared: "standardized"
    }
  }
}

extension TrainRecipe {
  /// What the network is for, as people call it.
  var name: String {
    switch purpose {
    case .task: "task"
    case .scratch: TaskDictionary.scratch
    case .random: TaskDictionary.random
    }
  }
}
