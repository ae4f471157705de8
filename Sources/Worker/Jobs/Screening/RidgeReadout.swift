internal import Documents
internal import Kernels

/// The linear readout of one set of sources, by the normal equations of that set alone.
struct RidgeReadout {
  /// The sources, by their places, ascending.
  let sources: [Int]
  /// [source, feature][number].
  let weights: Floats
  /// The squared error on the validation images, as a share of that of the best constant guess.
  let error: Double

  /// Solves the part of `system` that belongs to `sources`.
  ///
  /// - Throws: `Failure` (data) where rounding makes the equations singular.
  init(of sources: [Int], in system: RidgeSystem, penalty: Float) throws(Failure) {
    let (block, outputs, algebra) = (system.block, system.outputs, system.algebra)
    let order = sources.count * block
    let stride = order + LinearAlgebra.lanes
    let gram = Floats(order * stride)
    let check = Floats(order * stride)
    let cross = Floats(order * outputs)
    weights = Floats(order * outputs)
    for (row, first) in sources.enumerated() {
      for (column, second) in sources.enumerated() {
        let place = row * block * stride + column * block
        system.learning.block(first, second).copy(
          rows: block, columns: block, to: gram.matrix(stride: stride, at: place))
        system.validation.block(first, second).copy(
          rows: block, columns: block, to: check.matrix(stride: stride, at: place))
      }
      let own = system.learningCross.matrix(stride: outputs, at: first * block * outputs)
      own.copy(
        rows: block, columns: outputs,
        to: weights.matrix(stride: outputs, at: row * block * outputs))
      system.validationCross.matrix(stride: outputs, at: first * block * outputs).copy(
        rows: block, columns: outputs, to: cross.matrix(stride: outputs, at: row * block * outputs))
      for place in row * block..<(row + 1) * block {
        gram.start[place * stride + place] += penalty * system.scales[first]
      }
    }
    let upper = gram.matrix(stride: stride)
    guard algebra.factor(upper, order: order, columns: order) else { throw Self.singular }
    let solution = weights.matrix(stride: outputs)
    algebra.solveTransposed(upper, order: order, columns: outputs, solution)
    algebra.solve(upper, order: order, columns: outputs, solution)
    let image = Floats(order * outputs)
    algebra.multiply(
      check.matrix(stride: stride), solution, rows: order, columns: outputs, depth: order,
      into: image.matrix(stride: outputs))
    let count = order * outputs
    let gain =
      2 * algebra.dot(weights.start, cross.start, count: count)
      - algebra.dot(weights.start, image.start, count: count)
    self.sources = sources
    error = system.share(of: gain)
  }

  static let singular = Failure(
    .data,
    "the equations of a closed-form readout are singular: representations that are no numbers, "
      + "most likely; train with a lower learning rate")
}
