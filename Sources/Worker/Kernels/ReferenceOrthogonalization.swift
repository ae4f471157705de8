/// The nearest orthogonal matrix as Muon computes it, by the definition.
package enum ReferenceOrthogonalization {
  private static let rounds = 5

  /// What five rounds of X <- 3.4445 X - 4.775 X (X^T X) + 2.0315 X (X^T X)^2 make of `values`, rows
  /// of `columns`, divided by the root of their squares' sum; zeros stay zeros.
  package static func nearest(_ values: [Double], columns: Int) -> [Double] {
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm != 0 else { return values }
    var x = values.map { $0 / norm }
    for _ in 0..<rounds {
      let gram = product(transposed(x, columns: columns), x, depth: x.count / columns)
      let once = product(x, gram, depth: columns)
      let twice = product(once, gram, depth: columns)
      x = x.indices.map { 3.4445 * x[$0] - 4.775 * once[$0] + 2.0315 * twice[$0] }
    }
    return x
  }

  private static func transposed(_ a: [Double], columns: Int) -> [Double] {
    let rows = a.count / columns
    return (0..<a.count).map { a[$0 % rows * columns + $0 / rows] }
  }

  private static func product(_ a: [Double], _ b: [Double], depth: Int) -> [Double] {
    let rows = a.count / depth
    let columns = b.count / depth
    var c = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for step in 0..<depth {
        for column in 0..<columns {
          c[row * columns + column] += a[row * depth + step] * b[step * columns + column]
        }
      }
    }
    return c
  }
}
