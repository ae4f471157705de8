internal import Architectures
internal import Kernels
internal import TaskSpace

extension LossFunction {
  /// The kernels' name for it, where predictions have this many channels.
  func kernel(channels: Int) -> Loss {
    switch self {
    case .absolute: .absolute
    case .squared: .squared
    case .binaryCrossEntropy: .binaryCrossEntropy
    case .crossEntropy: .crossEntropy
    case .weightedCrossEntropy:
      .weightedCrossEntropy(TaskDictionary.classWeights(classes: channels))
    case .softCrossEntropy: .softCrossEntropy
    }
  }

  /// Stops where targets of `count` values do not fill the output of `network`.
  func check(_ network: NetworkDescription, fits count: Int) {
    let output = network.output
    precondition(
      kernel(channels: output.channels).targetCount(
        positions: output.positions, channels: output.channels) == count,
      "the targets have the shape of the network's output")
  }
}
