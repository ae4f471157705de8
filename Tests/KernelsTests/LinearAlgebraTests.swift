import Kernels
import TestSupport
import Testing

@Suite struct LinearAlgebraTests {
  typealias Matrix = LinearAlgebra.Matrix

  static func values(_ count: Int, _ generator: inout SeededGenerator) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  /// AᵀA with something on the diagonal, [order][stride]; finite beyond the order.
  static func positive(_ order: Int, stride: Int, _ generator: inout SeededGenerator) -> [Float] {
    let factor = values(order * order, &generator)
    var matrix = values(order * stride + 16, &generator)
    for row in 0..<order {
      for column in 0..<order {
        var sum = 0.0
        for place in 0..<order {
          sum += Double(factor[place * order + row]) * Double(factor[place * order + column])
        }
        matrix[row * stride + column] = Float(sum) + (row == column ? 1 : 0)
      }
    }
    return matrix
  }

  @Test(arguments: InstructionSet.available, [(1, 16, 1), (8, 48, 7), (21, 80, 33), (72, 112, 72)])
  func productsAreSums(_ set: InstructionSet, _ shape: (rows: Int, columns: Int, depth: Int)) {
    var generator = SeededGenerator(seed: 7)
    let (rows, columns, depth) = shape
    for isTransposed in [false, true] {
      var a = Self.values(rows * depth, &generator)
      var b = Self.values(depth * columns, &generator)
      let old = Self.values(rows * columns, &generator)
      for isSubtracted in [false, true] {
        var c = old
        Self.withMatrices(&a, isTransposed ? depth : rows, &b, columns, &c, columns) { a, b, c in
          LinearAlgebra(set).multiply(
            a, isTransposed: isTransposed, b, rows: rows, columns: columns, depth: depth,
            isSubtracted: isSubtracted, into: c)
        }
        for row in 0..<rows {
          for column in 0..<columns {
            var sum = 0.0
            for k in 0..<depth {
              let left = isTransposed ? a[row * depth + k] : a[k * rows + row]
              sum += Double(left) * Double(b[k * columns + column])
            }
            let place = row * columns + column
            let expected = Double(old[place]) + (isSubtracted ? -sum : sum)
            #expect(abs(Double(c[place]) - expected) < 2e-5)
          }
        }
      }
    }
  }

  static func withMatrices(
    _ a: inout [Float], _ aStride: Int, _ b: inout [Float], _ bStride: Int, _ c: inout [Float],
    _ cStride: Int, _ body: (Matrix, Matrix, Matrix) -> Void
  ) {
    a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          body(
            Matrix(a, stride: aStride), Matrix(b, stride: bStride), Matrix(c, stride: cStride))
        }
      }
    }
  }

  /// The factor of a matrix, and the solution of its equations for some right sides.
  static func solution(
    _ set: InstructionSet, order: Int, columns: Int, seed: UInt64
  ) -> (matrix: [Float], right: [Float], factor: [Float], solution: [Float]) {
    var generator = SeededGenerator(seed: seed)
    let stride = order + 16
    let matrix = positive(order, stride: stride, &generator)
    let right = values(order * columns, &generator)
    var (factor, solution, unused) = (matrix, right, [Float](repeating: 0, count: 16))
    let algebra = LinearAlgebra(set)
    withMatrices(&factor, stride, &solution, columns, &unused, 16) { upper, right, _ in
      #expect(algebra.factor(upper, order: order, columns: order))
      algebra.solveTransposed(upper, order: order, columns: columns, right)
      algebra.solve(upper, order: order, columns: columns, right)
    }
    return (matrix, right, factor, solution)
  }

  @Test(arguments: InstructionSet.available, [8, 16, 24, 72, 216])
  func solutionsSatisfyTheirEquations(_ set: InstructionSet, _ order: Int) {
    let columns = 32
    let made = Self.solution(set, order: order, columns: columns, seed: UInt64(order))
    for row in 0..<order {
      for column in 0..<columns {
        var sum = 0.0
        for place in 0..<order {
          let factor = Double(made.matrix[row * (order + 16) + place])
          sum += factor * Double(made.solution[place * columns + column])
        }
        #expect(abs(sum - Double(made.right[row * columns + column])) < 2e-3)
      }
    }
  }

  @Test func wideRegistersGiveTheSameBytes() {
    let sets = InstructionSet.available.filter { $0 != .baseline }
    let solutions = sets.map { Self.solution($0, order: 144, columns: 48, seed: 3).solution }
    for solution in solutions { #expect(solution == solutions[0]) }
  }

  @Test func whatIsNotPositiveDefiniteHasNoFactor() {
    var matrix = [Float](repeating: 0, count: 8 * 24 + 16)
    matrix.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      #expect(!LinearAlgebra(.best).factor(Matrix(start, stride: 24), order: 8, columns: 8))
    }
  }

  @Test func dotProductsAreDouble() {
    var generator = SeededGenerator(seed: 5)
    let (left, right) = (Self.values(160, &generator), Self.values(160, &generator))
    let sum = zip(left, right).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(LinearAlgebra(.best).dot(left, right, count: 160) - sum) < 1e-12)
  }
}
