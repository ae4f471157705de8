/// The principal right eigenvector of a positive matrix, found by power iteration.
///
/// By Perron's theorem it is unique and positive, and the iteration converges to it from the
/// uniform start.
package struct PrincipalEigenvector: Sendable {
  /// The eigenvector: positive, sum 1.
  package let values: [Double]
  /// The largest eigenvalue; the number of rows where the matrix is consistent.
  package let eigenvalue: Double
  /// How often the matrix was applied.
  package let iterations: Int

  /// Iterates until the change no longer falls, which is when rounding is all that is left.
  ///
  /// - Parameter matrix: [count][count], every element positive and finite.
  package init(of matrix: [Double], count: Int) {
    precondition(count > 0 && matrix.count == count * count, "the matrix is square")
    precondition(matrix.allSatisfy { $0 > 0 && $0.isFinite }, "the matrix is positive")
    var vector = [Double](repeating: 1 / Double(count), count: count)
    var product = vector
    var sum = 0.0
    var smallestChange = Double.infinity
    var stale = 0
    var iterations = 0
    repeat {
      sum = Self.multiply(matrix, vector, into: &product)
      var change = 0.0
      for index in 0..<count {
        product[index] /= sum
        change += abs(product[index] - vector[index])
      }
      swap(&vector, &product)
      iterations += 1
      stale = change < smallestChange ? 0 : stale + 1
      smallestChange = min(smallestChange, change)
      // Far from the end a rotating change may rise for a while; near it, rounding is all it is.
    } while smallestChange > 0 && stale < (smallestChange < 1e-13 ? 4 : 1000)
      && iterations < 200_000
    values = vector
    eigenvalue = sum
    self.iterations = iterations
  }

  /// Sets `product` to the matrix times the vector and returns the sum of its elements.
  private static func multiply(
    _ matrix: [Double], _ vector: [Double], into product: inout [Double]
  ) -> Double {
    let count = vector.count
    var total = 0.0
    matrix.withUnsafeBufferPointer { matrix in
      vector.withUnsafeBufferPointer { vector in
        for row in 0..<count {
          var sum = 0.0
          for column in 0..<count { sum += matrix[row * count + column] * vector[column] }
          product[row] = sum
          total += sum
        }
      }
    }
    return total
  }
}
