internal import Kernels

/// Memory for matrices, zero at first, with room behind its end for the lanes of a last row.
final class Floats {
  private static let slack = LinearAlgebra.lanes

  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int) {
    self.count = count
    start = .allocate(capacity: count + Self.slack)
    start.initialize(repeating: 0, count: count + Self.slack)
  }

  deinit { start.deallocate() }

  func clear() { start.update(repeating: 0, count: count) }

  /// The matrix with rows of `stride` floats that begins at float `offset`.
  func matrix(stride: Int, at offset: Int = 0) -> LinearAlgebra.Matrix {
    LinearAlgebra.Matrix(start + offset, stride: stride)
  }
}

extension LinearAlgebra.Matrix {
  /// Copies `rows` rows of `columns` floats to `other`.
  func copy(rows: Int, columns: Int, to other: LinearAlgebra.Matrix) {
    for row in 0..<rows {
      (other.start + row * other.stride).update(from: start + row * stride, count: columns)
    }
  }
}

extension Int {
  /// The next multiple of `unit` that is at least this.
  func rounded(upTo unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
