internal import Kernels
internal import TaskSpace

/// The inner products of the features of all sources, over the images of one split.
///
/// Symmetric; block (i, j) belongs to sources i and j. Rows are longer than the matrix, so that
/// lanes may reach beyond its end.
final class JointGram {
  /// How many sources there are.
  let sources: Int
  /// Features of a source.
  let block: Int
  let values: Floats

  init(sources: Int, block: Int) {
    self.sources = sources
    self.block = block
    let order = sources * block
    values = Floats(order * (order + LinearAlgebra.lanes))
  }

  /// The order of the matrix.
  var order: Int { sources * block }

  var matrix: LinearAlgebra.Matrix { values.matrix(stride: order + LinearAlgebra.lanes) }

  /// The block of two sources.
  func block(_ first: Int, _ second: Int) -> LinearAlgebra.Matrix {
    matrix.from(first * block, second * block)
  }

  /// Sets the blocks of two sources from [feature of the first][feature of the second].
  func set(_ first: Int, _ second: Int, _ products: UnsafePointer<Float>) {
    let (one, other) = (block(first, second), block(second, first))
    for row in 0..<block {
      for column in 0..<block {
        let product = products[row * block + column]
        one.start[row * one.stride + column] = product
        other.start[column * other.stride + row] = product
      }
    }
  }

  /// The mean of the diagonal of a source's own block; 1 where that is zero.
  func scale(of source: Int) -> Float {
    let own = block(source, source)
    let sum = (0..<block).reduce(0.0) { $0 + Double(own.start[$1 * own.stride + $1]) }
    return sum > 0 ? Float(sum / Double(block)) : 1
  }
}
