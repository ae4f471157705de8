internal import Architectures
internal import Documents
internal import Kernels
internal import TaskSpace

/// The networks of a task, as the recipe's choice of architecture describes them.
struct TaskNetworks {
  let choice: NetworkChoice
  let size: Int

  /// - Throws: `Failure` (data) where this worker does not train such encoders on rooms.
  init(_ choice: NetworkChoice, size: Int) throws(Failure) {
    guard choice.encoder == .small else {
      throw Failure(
        .data, "rooms are learned by the encoder \"small\", not by \(choice.encoder.rawValue)")
    }
    self.choice = choice
    self.size = size
  }

  /// From an image to its representation.
  var encoder: NetworkDescription {
    .smallEncoder(size: size, width: choice.width, representation: choice.representation)
  }

  /// From a representation to the target.
  func decoder(_ task: TaskDefinition) -> NetworkDescription {
    if let patch = task.target.patch {
      return .denseDecoder(
        representation: encoder.output, channels: task.target.channels, patch: patch)
    }
    return .vectorDecoder(
      representation: encoder.output, views: task.views, outputs: task.target.channels)
  }

  /// From a sample to the target; the encoder sees all views of a sample.
  func whole(_ task: TaskDefinition) -> NetworkDescription {
    encoder.followed(by: decoder(task), name: task.name)
  }

  /// From the representations of so many sources to the target.
  func readout(_ task: TaskDefinition, sources: Int, hidden: Int) -> NetworkDescription {
    if let patch = task.target.patch {
      return .denseReadout(
        sources: sources, representation: encoder.output, channels: task.target.channels,
        patch: patch, hidden: hidden)
    }
    return .vectorReadout(
      inputs: sources * task.views * encoder.output.count, outputs: task.target.channels,
      hidden: hidden)
  }
}

extension LossFunction {
  /// The kernels' name for it.
  var kernel: Loss {
    switch self {
    case .absolute: .absolute
    case .squared: .squared
    case .binaryCrossEntropy: .binaryCrossEntropy
    case .crossEntropy: .crossEntropy
    case .softCrossEntropy: .softCrossEntropy
    }
  }
}
