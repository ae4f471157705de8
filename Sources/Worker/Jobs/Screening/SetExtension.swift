internal import Documents
internal import Kernels

/// The validation errors of the readouts of one set with one source more, for many such sources.
///
/// What belongs to the set is factored once. A further source then costs a strip of the factor, a
/// small factor of its own, and the weights (block Cholesky), a fraction of what the whole would.
final class SetExtension {
  private let system: RidgeSystem
  private let penalty: Float
  private let set: [Int]
  private let equations: SetEquations
  /// Floats of a row of what has a source's features in a row.
  private let narrow: Int
  // What changes with the further source: its strip of the factor, its own factor, the weights of
  // all, and the products with them of the validation's blocks on the diagonal and beside it.
  private let strip: Floats
  private let corner: Floats
  private let weights: Floats
  private let image: Floats
  private let shared: Floats

  private var block: Int { system.block }
  private var outputs: Int { system.outputs }
  private var order: Int { equations.order }

  /// Factors the equations of `set`.
  ///
  /// - Throws: `Failure` (data) where rounding makes the equations singular.
  init(of set: [Int], in system: RidgeSystem, penalty: Float) throws(Failure) {
    let (block, outputs) = (system.block, system.outputs)
    self.system = system
    self.penalty = penalty
    self.set = set
    equations = try SetEquations(of: set, in: system, penalty: penalty)
    let order = equations.order
    narrow = block.rounded(upTo: LinearAlgebra.lanes)
    strip = Floats(order * narrow)
    corner = Floats(block * narrow)
    weights = Floats((order + block) * outputs)
    image = Floats((order + block) * outputs)
    shared = Floats(block * outputs)
  }

  /// The squared error on the validation images of the readout of the set and `source`, as a share
  /// of that of the best constant guess.
  ///
  /// - Throws: `Failure` (data) where rounding makes the equations singular.
  func error(with source: Int) throws(Failure) -> Double {
    try findWeights(of: source)
    return system.share(of: gain(of: source))
  }

  private func findWeights(of source: Int) throws(Failure) {
    let algebra = system.algebra
    let factor = equations.upper.matrix(stride: equations.stride)
    let strip = strip.matrix(stride: narrow)
    for (row, member) in set.enumerated() {
      system.learning.block(member, source)
        .copy(rows: block, columns: block, to: strip.from(row * block))
    }
    algebra.solveTransposed(factor, order: order, columns: narrow, strip)
    let corner = corner.matrix(stride: narrow)
    system.learning.block(source, source).copy(rows: block, columns: block, to: corner)
    for place in 0..<block {
      corner.start[place * narrow + place] += penalty * system.scales[source]
    }
    algebra.multiply(
      strip, strip, rows: block, columns: narrow, depth: order, isSubtracted: true, into: corner)
    guard algebra.factor(corner, order: block, columns: block) else {
      throw SetEquations.singular
    }
    let count = block * outputs
    let own = weights.matrix(stride: outputs, at: order * outputs)
    own.start.update(from: system.learningCross.start + source * count, count: count)
    let coefficients = equations.coefficients.matrix(stride: outputs)
    algebra.multiply(
      strip, coefficients, rows: block, columns: outputs, depth: order, isSubtracted: true,
      into: own)
    algebra.solveTransposed(corner, order: block, columns: outputs, own)
    algebra.solve(corner, order: block, columns: outputs, own)
    let others = weights.matrix(stride: outputs)
    others.start.update(from: coefficients.start, count: order * outputs)
    algebra.multiply(
      strip, isTransposed: true, own, rows: order, columns: outputs, depth: block,
      isSubtracted: true, into: others)
    algebra.solve(factor, order: order, columns: outputs, others)
  }

  /// By how much the readout lowers the error of the best constant guess: twice the weights'
  /// products with the targets, less the square of what they predict.
  private func gain(of source: Int) -> Double {
    let algebra = system.algebra
    let (others, own) = (
      weights.matrix(stride: outputs), weights.matrix(stride: outputs, at: order * outputs)
    )
    image.clear()
    shared.clear()
    algebra.multiply(
      equations.check.matrix(stride: equations.stride), others, rows: order, columns: outputs,
      depth: order, into: image.matrix(stride: outputs))
    algebra.multiply(
      system.validation.block(source, source), own, rows: block, columns: outputs, depth: block,
      into: image.matrix(stride: outputs, at: order * outputs))
    for (row, member) in set.enumerated() {
      algebra.multiply(
        system.validation.block(member, source), others.from(row * block), rows: block,
        columns: outputs, depth: block, into: shared.matrix(stride: outputs))
    }
    let count = block * outputs
    return 2 * algebra.dot(others.start, equations.cross.start, count: order * outputs)
      + 2 * algebra.dot(own.start, system.validationCross.start + source * count, count: count)
      - algebra.dot(weights.start, image.start, count: (order + block) * outputs)
      - 2 * algebra.dot(own.start, shared.start, count: count)
  }
}
