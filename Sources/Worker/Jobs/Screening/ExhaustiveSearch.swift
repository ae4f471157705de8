internal import Datasets
internal import Documents
internal import Kernels

/// The validation errors of the readouts of all sets of one order.
///
/// Sets are visited in lexicographic order, as a tree: what their first sources have in common is
/// eliminated once. Eliminating a source leaves the equations of the others less what they share
/// with it (block Cholesky); a set's last source then costs one small factor.
final class ExhaustiveSearch {
  /// What the first sources of a set leave behind.
  private final class Level {
    /// The equations of the sources behind the last one that was eliminated.
    let gram: Floats
    let cross: Floats
    /// The factor's rows of the source that is eliminated here, from its own columns on.
    let strip: Floats
    /// U⁻ᵀ times its cross products.
    let coefficients: Floats
    var source = 0

    init(order: Int, block: Int, outputs: Int) {
      gram = Floats(order * (order + LinearAlgebra.lanes))
      cross = Floats(order * outputs)
      strip = Floats(block * (order + LinearAlgebra.lanes))
      coefficients = Floats(block * outputs)
    }
  }

  private let system: RidgeSystem
  private let setSize: Int
  private let levels: [Level]
  private let weights: Floats
  private let image: Floats
  private let watch: Watch
  private var errors: [Double] = []

  private var block: Int { system.block }
  private var outputs: Int { system.outputs }
  private var order: Int { system.learning.order }
  private var stride: Int { order + LinearAlgebra.lanes }

  /// A search through all sets of `setSize` sources.
  init(_ system: RidgeSystem, setSize: Int, penalty: Float, watch: Watch) {
    precondition((1...system.sources).contains(setSize), "there are such sets")
    self.system = system
    self.setSize = setSize
    self.watch = watch
    levels = (0..<setSize).map { _ in
      Level(order: system.learning.order, block: system.block, outputs: system.outputs)
    }
    weights = Floats(setSize * system.block * system.outputs)
    image = Floats(system.block * system.outputs)
    let first = levels[0]
    system.learning.matrix.copy(
      rows: order, columns: order, to: first.gram.matrix(stride: stride))
    for source in 0..<system.sources {
      for place in source * block..<(source + 1) * block {
        first.gram.start[place * stride + place] += penalty * system.scales[source]
      }
    }
    first.cross.start.update(from: system.learningCross.start, count: order * outputs)
  }

  /// The errors in the order of the sets, as shares of that of the best constant guess.
  ///
  /// - Throws: `Failure` (data) where the equations are singular, or `CancellationError`.
  func run() throws -> [Double] {
    errors = []
    try descend(to: 0, from: 0)
    return errors
  }

  private func descend(to depth: Int, from first: Int) throws {
    let level = levels[depth]
    let isLast = depth == setSize - 1
    for source in first...system.sources - (setSize - depth) {
      level.source = source
      let start = source * block
      let width = isLast ? block : order - start
      let strip = level.strip.matrix(stride: stride)
      level.gram.matrix(stride: stride).from(start, start)
        .copy(rows: block, columns: width, to: strip)
      guard system.algebra.factor(strip, order: block, columns: width) else {
        throw SetEquations.singular
      }
      level.coefficients.start.update(
        from: level.cross.start + start * outputs, count: block * outputs)
      system.algebra.solveTransposed(
        strip, order: block, columns: outputs, level.coefficients.matrix(stride: outputs))
      if isLast {
        errors.append(system.share(of: gain()))
      } else {
        try watch.check()
        eliminate(level, for: levels[depth + 1], needsAll: depth + 2 < setSize)
        try descend(to: depth + 1, from: source + 1)
      }
    }
  }

  /// Leaves the equations of the sources behind that of `level` to `next`.
  ///
  /// - Parameter needsAll: whether pairs of them matter, or each only by itself.
  private func eliminate(_ level: Level, for next: Level, needsAll: Bool) {
    let algebra = system.algebra
    for source in level.source + 1..<system.sources {
      let start = source * block
      let width = (needsAll ? order - start : block).rounded(upTo: LinearAlgebra.lanes)
      let own = level.strip.matrix(stride: stride, at: (source - level.source) * block)
      let gram = next.gram.matrix(stride: stride).from(start, start)
      level.gram.matrix(stride: stride).from(start, start)
        .copy(rows: block, columns: width, to: gram)
      algebra.multiply(
        own, own, rows: block, columns: width, depth: block, isSubtracted: true, into: gram)
      let cross = next.cross.matrix(stride: outputs, at: start * outputs)
      (cross.start).update(from: level.cross.start + start * outputs, count: block * outputs)
      algebra.multiply(
        own, level.coefficients.matrix(stride: outputs), rows: block, columns: outputs,
        depth: block, isSubtracted: true, into: cross)
    }
  }

  /// By how much the readout of the current set lowers the error of the best constant guess.
  private func gain() -> Double {
    let algebra = system.algebra
    let size = block * outputs
    for place in levels.indices.reversed() {
      let level = levels[place]
      let own = weights.matrix(stride: outputs, at: place * size)
      own.start.update(from: level.coefficients.start, count: size)
      for later in place + 1..<levels.count {
        let offset = (levels[later].source - level.source) * block
        algebra.multiply(
          level.strip.matrix(stride: stride, at: offset), isTransposed: true,
          weights.matrix(stride: outputs, at: later * size), rows: block, columns: outputs,
          depth: block, isSubtracted: true, into: own)
      }
      algebra.solve(level.strip.matrix(stride: stride), order: block, columns: outputs, own)
    }
    return levels.indices.reduce(0) { $0 + gain(at: $1) }
  }

  /// What one source of the set adds: twice its products with the targets, less its own square and
  /// twice its products with the sources behind it.
  private func gain(at place: Int) -> Double {
    let algebra = system.algebra
    let size = block * outputs
    let own = weights.start + place * size
    let source = levels[place].source
    var gain =
      2 * algebra.dot(own, system.validationCross.start + source * size, count: size)
    image.clear()
    add(place, place)
    gain -= algebra.dot(own, image.start, count: size)
    guard place + 1 < levels.count else { return gain }
    image.clear()
    for later in place + 1..<levels.count { add(place, later) }
    return gain - 2 * algebra.dot(own, image.start, count: size)
  }

  /// Adds the validation's block of two sources of the set, times the weights of the second.
  private func add(_ first: Int, _ second: Int) {
    system.algebra.multiply(
      system.validation.block(levels[second].source, levels[first].source),
      weights.matrix(stride: outputs, at: second * block * outputs), rows: block,
      columns: outputs, depth: block, into: image.matrix(stride: outputs))
  }
}
