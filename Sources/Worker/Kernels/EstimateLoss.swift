internal import CKernels

/// The loss of what a readout in closed form estimates: numbers, or probabilities as least squares on
/// classes gives them.
///
/// Probabilities may leave 0...1; they are kept above 0.01, below 0.99 where they stand alone, and
/// scaled to a sum of 1 where classes compete. The bytes depend on the numerics class alone.
package final class EstimateLoss {
  private let level: Int32
  private let number: Int64
  private let channels: Int
  private let classWeights: [Float]
  private let scratch: UnsafeMutablePointer<Float>

  /// The loss of estimates with `channels` at each position, in the arithmetic of `backend`.
  package convenience init(_ loss: Loss, channels: Int, _ backend: any Backend) {
    self.init(loss, channels: channels, backend.hostInstructions)
  }

  /// The loss in the arithmetic of an instruction set that this processor has.
  package init(_ loss: Loss, channels: Int, _ instructions: InstructionSet) {
    precondition(instructions.level <= InstructionSet.best.level, "the processor has them")
    precondition(channels > 0, "something is estimated")
    level = instructions.level
    number = Int64(loss.number)
    self.channels = channels
    classWeights = loss.classWeights ?? Array(repeating: 1, count: channels)
    precondition(classWeights.count == channels, "each class has a weight")
    scratch = .allocate(capacity: 32 * channels)
  }

  deinit { scratch.deallocate() }

  /// The mean over the valid targets of one image; NaN where there is none.
  ///
  /// - Parameters:
  ///   - prediction: [position][channel].
  ///   - targets: as `Loss` describes them.
  package func value(
    positions: Int, prediction: UnsafePointer<Float>, targets: UnsafeRawPointer
  ) -> Float {
    classWeights.withUnsafeBufferPointer { weights in
      var estimate = ck_estimate(
        loss: number, positions: Int64(positions), channels: Int64(channels),
        prediction: prediction, targets: targets, class_weights: weights.baseAddress,
        scratch: scratch)
      return ck_estimate_loss(level, &estimate)
    }
  }
}

extension Loss {
  /// The kernels' number for it.
  var number: UInt32 {
    switch self {
    case .absolute: CK_ABSOLUTE.rawValue
    case .squared: CK_SQUARED.rawValue
    case .binaryCrossEntropy: CK_BINARY_CROSS_ENTROPY.rawValue
    case .crossEntropy, .weightedCrossEntropy: CK_CROSS_ENTROPY.rawValue
    case .softCrossEntropy: CK_SOFT_CROSS_ENTROPY.rawValue
    }
  }
}
