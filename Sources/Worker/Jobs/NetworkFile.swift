internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// A trained network as a file of tensors that says how to use it.
struct NetworkFile {
  let recipe: TrainRecipe
  /// The task; nil for the random encoder.
  let task: TaskDefinition?
  let standardization: Standardization?

  /// The file's bytes: the tensors `encoder.*` and `decoder.*`, and the training's `losses`.
  func content(_ parameters: [NamedTensor], losses: [Float]) throws(Failure) -> [UInt8] {
    var texts = [
      "kind": "network", "architecture": recipe.network.json.text(.canonical),
      "input": input.text(.canonical), "purpose": recipe.name,
      "layout": "images and maps are [row][column][channel], taps [row][column][input][output]",
    ]
    if let task {
      texts["task"] = task.name
      texts["output"] = output(of: task).text(.canonical)
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
    ]
    if let task, task.views > 1 {
      members += [
        .init("views", .number(Double(task.views))),
        .init("further", .texts(task.further.map(\.rawValue))),
      ]
    }
    return .object(members)
  }

  /// What the decoder's numbers mean.
  private func output(of task: TaskDefinition) -> JSON {
    var members: [JSON.Member] = [
      .init("channels", .number(Double(task.target.channels))),
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
