internal import Datasets
internal import Kernels
internal import TaskSpace

/// The normal equations of all linear readouts into one target, and of their validation.
///
/// The readout of any set of sources solves the part of the equations that belongs to them, with a
/// penalty on the squares of its weights: the same share of each source's mean square.
final class RidgeSystem {
  private static let rowsAtOnce = 256

  let algebra: LinearAlgebra
  /// Features with features, of the transfers' and of the validation images.
  let learning: JointGram
  let validation: JointGram
  /// Features with targets, [source, feature][number], of the same.
  let learningCross: Floats
  let validationCross: Floats
  /// Numbers of a row of the target, with the zeros that fill the lanes.
  let outputs: Int
  /// The sum of the squares of the validation targets less the transfers' means: the error of the
  /// best constant guess.
  let deviation: Double
  /// What a penalty of 1 adds to the diagonal of each source.
  let scales: [Float]

  /// Sums up the products of `features` and `targets`.
  init(
    _ features: [SourceFeatures], _ targets: ReadoutTargets, grams: [JointGram],
    counts: [Int], algebra: LinearAlgebra, watch: Watch
  ) throws {
    self.algebra = algebra
    (learning, validation) = (grams[0], grams[1])
    outputs = targets.stride
    var crosses: [Floats] = []
    var deviation = 0.0
    for (place, split) in GramCache.splits.enumerated() {
      let cross = Floats(learning.order * targets.stride)
      deviation = try Self.add(
        features, targets, split, count: counts[place], algebra, to: cross, watch)
      crosses.append(cross)
    }
    (learningCross, validationCross) = (crosses[0], crosses[1])
    self.deviation = deviation
    scales = features.indices.map { grams[0].scale(of: $0) }
  }

  /// A system whose sums are known.
  init(
    learning: JointGram, validation: JointGram, learningCross: Floats, validationCross: Floats,
    outputs: Int, deviation: Double, algebra: LinearAlgebra
  ) {
    self.learning = learning
    self.validation = validation
    self.learningCross = learningCross
    self.validationCross = validationCross
    self.outputs = outputs
    self.deviation = deviation
    self.algebra = algebra
    scales = (0..<learning.sources).map { learning.scale(of: $0) }
  }

  /// How many sources there are.
  var sources: Int { learning.sources }
  /// Features of a source.
  var block: Int { learning.block }

  /// The error of the best constant guess less the gain, as a share of it.
  func share(of gain: Double) -> Double { deviation > 0 ? 1 - gain / deviation : 1 }

  private static func add(
    _ features: [SourceFeatures], _ targets: ReadoutTargets, _ split: DatasetReference.Split,
    count: Int, _ algebra: LinearAlgebra, to cross: Floats, _ watch: Watch
  ) throws -> Double {
    let (block, rows) = (features[0].count, features[0].rows)
    let images = max(1, rowsAtOnce / rows)
    let values = Floats(images * rows * block)
    let numbers = Floats(images * rows * targets.stride)
    var squares = 0.0
    for first in stride(from: 0, to: count, by: images) {
      try watch.check()
      let chunk = first..<min(first + images, count)
      let depth = chunk.count * rows
      targets.write(chunk, of: split, to: numbers.start)
      squares += algebra.dot(numbers.start, numbers.start, count: depth * targets.stride)
      for (source, feature) in features.enumerated() {
        feature.write(chunk, of: split, to: values.start)
        algebra.multiply(
          values.matrix(stride: block), numbers.matrix(stride: targets.stride), rows: block,
          columns: targets.stride, depth: depth,
          into: cross.matrix(stride: targets.stride, at: source * block * targets.stride))
      }
      watch.progress(Double(chunk.upperBound) / Double(count), "sums over the images")
    }
    return squares
  }
}
