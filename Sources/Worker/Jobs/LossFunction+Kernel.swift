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
}
