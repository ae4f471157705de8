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
    let (outputs, algebra) = (system.outputs, system.algebra)
    let equations = try SetEquations(of: sources, in: system, penalty: penalty)
    let order = equations.order
    weights = equations.coefficients
    let solution = weights.matrix(stride: outputs)
    algebra.solve(
      equations.upper.matrix(stride: equations.stride), order: order, columns: outputs, solution)
    let image = Floats(order * outputs)
    algebra.multiply(
      equations.check.matrix(stride: equations.stride), solution, rows: order, columns: outputs,
      depth: order, into: image.matrix(stride: outputs))
    let count = order * outputs
    let gain =
      2 * algebra.dot(weights.start, equations.cross.start, count: count)
      - algebra.dot(weights.start, image.start, count: count)
    self.sources = sources
    error = system.share(of: gain)
  }
}
