internal import Kernels
internal import TaskSpace

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
