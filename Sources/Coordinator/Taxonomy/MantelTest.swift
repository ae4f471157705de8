/// Mantel's test of whether two distance matrices of the same things are correlated.
struct MantelTest {
  /// Pearson's correlation of the distances above the diagonal.
  let statistic: Double
  /// The share of permutations, the identity included, that correlate at least as well.
  let probability: Double

  /// Tests two symmetric matrices of one size; nil below three things or without variation.
  init?(_ left: [[Double]], _ right: [[Double]], permutations: Int, seed: UInt64) {
    guard left.count >= 3 else { return nil }
    let identity = Array(left.indices)
    let fixed = Self.upper(left, identity)
    guard let statistic = Statistics.correlation(fixed, Self.upper(right, identity)) else {
      return nil
    }
    var stream = RandomStream(seed: seed)
    var order = identity
    var reached = 1
    for _ in 0..<max(0, permutations) {
      stream.shuffle(&order)
      // Rounding must not make an equivalent permutation look worse.
      if let other = Statistics.correlation(fixed, Self.upper(right, order)),
        other >= statistic - 1e-12
      {
        reached += 1
      }
    }
    self.statistic = statistic
    probability = Double(reached) / Double(max(0, permutations) + 1)
  }

  private static func upper(_ matrix: [[Double]], _ order: [Int]) -> [Double] {
    var values: [Double] = []
    for (index, row) in order.enumerated() {
      for column in order[(index + 1)...] { values.append(matrix[row][column]) }
    }
    return values
  }
}
