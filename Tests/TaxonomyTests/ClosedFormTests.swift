import Taxonomy
import Testing

/// Matrices and tournaments whose eigenvectors are known without iterating.
@Suite struct ClosedFormTests {
  /// A matrix of ratios of weights has those weights as its eigenvector, eigenvalue n.
  @Test(arguments: [1, 2, 3, 5, 27, 100])
  func consistentMatricesGiveBackTheirWeights(count: Int) {
    var stream = RandomStream(seed: 5)
    var weights = (0..<count).map { _ in Double(1 + stream.next(below: 1000)) }
    let sum = weights.reduce(0, +)
    weights = weights.map { $0 / sum }
    let matrix = weights.flatMap { a in weights.map { b in a / b } }
    let eigenvector = PrincipalEigenvector(of: matrix, count: count)
    #expect(abs(eigenvector.eigenvalue - Double(count)) < 1e-10)
    #expect(zip(eigenvector.values, weights).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// For three entrants the eigenvector is the geometric mean of the rows.
  @Test func threeEntrantsAreGeometricMeans() {
    let (a, b, c) = (2.0, 5.0, 3.0)
    let matrix = [1, a, b, 1 / a, 1, c, 1 / b, 1 / c, 1]
    let eigenvector = PrincipalEigenvector(of: matrix, count: 3)
    let means = [cubeRoot(a * b), cubeRoot(c / a), cubeRoot(1 / (b * c))]
    let sum = means.reduce(0, +)
    for (value, mean) in zip(eigenvector.values, means) {
      #expect(abs(value - mean / sum) < 1e-12)
    }
    let rho = cubeRoot(b / (a * c))
    #expect(abs(eigenvector.eigenvalue - (1 + rho + 1 / rho)) < 1e-12)
  }

  /// Where everybody beats everybody after it, affinities fall by 999^(2/n) from one to the next.
  @Test(arguments: [2, 3, 5, 10, 27, 60])
  func totalOrdersAreGeometricSequences(count: Int) throws {
    let affinities = try affinities(losses: (0..<count).map { [Double($0), Double($0)] })
    let ratio = root(of: 1.0 / 999 / 999, degree: count)
    var weight = 1.0
    var expected: [Double] = []
    for _ in 0..<count {
      expected.append(weight)
      weight *= ratio
    }
    let sum = expected.reduce(0, +)
    for (value, expected) in zip(affinities.values, expected) {
      #expect(abs(value - expected / sum) < 1e-12)
    }
    #expect(abs(affinities.eigenvalue - (1 + 999 * (sum - 1))) < 1e-7)
  }

  @Test func tiesAreUniform() throws {
    let affinities = try affinities(losses: [[1, 1], [1, 1], [1, 1], [1, 1]])
    #expect(affinities.values.allSatisfy { abs($0 - 0.25) < 1e-15 })
  }

  /// Three entrants, four images, three ties: half a win for a tie.
  @Test func partialTiesCountHalf() throws {
    let affinities = try affinities(losses: [[1, 1, 1, 1], [1, 1, 1, 2], [2, 2, 2, 2]])
    let expected = [0.877, 0.119, 0.004]
    for (value, expected) in zip(affinities.values, expected) {
      #expect(abs(value - expected) < 5e-4)
    }
  }

  /// Saaty's house-buying example; priorities quoted to three digits.
  @Test func agreesWithSaatysHouse() {
    let upper: [[Double]] = [
      [5, 3, 7, 6, 6, 1.0 / 3, 1.0 / 4], [1.0 / 3, 5, 3, 3, 1.0 / 5, 1.0 / 7],
      [6, 3, 4, 6, 1.0 / 5], [1.0 / 3, 1.0 / 4, 1.0 / 7, 1.0 / 8], [1.0 / 2, 1.0 / 5, 1.0 / 6],
      [1.0 / 5, 1.0 / 6], [1.0 / 2],
    ]
    var matrix = [Double](repeating: 1, count: 64)
    for (row, values) in upper.enumerated() {
      for (offset, value) in values.enumerated() {
        let column = row + 1 + offset
        matrix[row * 8 + column] = value
        matrix[column * 8 + row] = 1 / value
      }
    }
    let eigenvector = PrincipalEigenvector(of: matrix, count: 8)
    let published = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    #expect(abs(eigenvector.eigenvalue - 9.669) < 1e-3)
    #expect(zip(eigenvector.values, published).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  private func affinities(losses: [[Double]]) throws -> TargetAffinities {
    let entrants = losses.indices.map {
      Transfer(sources: [($0 < 10 ? "s0" : "s") + String($0)], target: "t")
    }
    let table = LossTable([
      LossTable.Target(
        target: "t", entrants: entrants, images: losses[0].indices.map { "i\($0)" },
        losses: losses.flatMap { $0 })
    ])
    var options = AffinityOptions()
    options.resamples = 0
    return try #require(try Affinities(table, options: options).targets.first)
  }

  private func cubeRoot(_ value: Double) -> Double { root(of: value, degree: 3) }

  /// The positive root, by bisection: an oracle that needs no library.
  private func root(of value: Double, degree: Int) -> Double {
    var (low, high) = (0.0, max(1, value))
    for _ in 0..<200 {
      let middle = (low + high) / 2
      var power = 1.0
      for _ in 0..<degree { power *= middle }
      if power < value { low = middle } else { high = middle }
    }
    return low
  }
}
