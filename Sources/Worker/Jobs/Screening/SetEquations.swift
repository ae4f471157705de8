internal import Documents
internal import Kernels

/// The normal equations of one set of sources, factored: its part of a `RidgeSystem`.
struct SetEquations {
  /// The features of the set.
  let order: Int
  /// Floats of a row of `upper` and of `check`.
  let stride: Int
  /// The factor U of the penalised products of features, [feature][feature].
  let upper: Floats
  /// U⁻ᵀ times the products with the targets, [source, feature][number].
  let coefficients: Floats
  /// The products of features of the validation images, without a penalty.
  let check: Floats
  /// Their products with the targets, [source, feature][number].
  let cross: Floats

  /// Gathers and factors the equations of `sources`.
  ///
  /// - Throws: `Failure` (data) where rounding makes the equations singular.
  init(of sources: [Int], in system: RidgeSystem, penalty: Float) throws(Failure) {
    let (block, outputs, algebra) = (system.block, system.outputs, system.algebra)
    order = sources.count * block
    stride = order + LinearAlgebra.lanes
    upper = Floats(order * stride)
    check = Floats(order * stride)
    coefficients = Floats(order * outputs)
    cross = Floats(order * outputs)
    for (row, first) in sources.enumerated() {
      for (column, second) in sources.enumerated() {
        let place = row * block * stride + column * block
        system.learning.block(first, second).copy(
          rows: block, columns: block, to: upper.matrix(stride: stride, at: place))
        system.validation.block(first, second).copy(
          rows: block, columns: block, to: check.matrix(stride: stride, at: place))
      }
      let count = block * outputs
      (coefficients.start + row * count)
        .update(from: system.learningCross.start + first * count, count: count)
      (cross.start + row * count)
        .update(from: system.validationCross.start + first * count, count: count)
      for place in row * block..<(row + 1) * block {
        upper.start[place * stride + place] += penalty * system.scales[first]
      }
    }
    let factor = upper.matrix(stride: stride)
    guard algebra.factor(factor, order: order, columns: order) else { throw Self.singular }
    algebra.solveTransposed(
      factor, order: order, columns: outputs, coefficients.matrix(stride: outputs))
  }

  static let singular = Failure(
    .data,
    "the equations of a closed-form readout are singular: representations that are no numbers, "
      + "most likely; train with a lower learning rate")
}
