/// The order of two layers of nodes in which few of the edges between them cross.
///
/// Each layer in turn is sorted by the mean place of its neighbours in the other one (the
/// barycentre heuristic of Sugiyama, Tagawa and Toda, 1981); the best order seen is kept.
package struct LayeredOrder {
  /// The nodes of the left layer, from above.
  package private(set) var left: [String]
  /// The nodes of the right layer, from above.
  package private(set) var right: [String]
  /// How many pairs of edges cross.
  package private(set) var crossings: Int

  /// Orders two layers.
  ///
  /// - Parameters:
  ///   - left: the nodes of the left layer, each once.
  ///   - right: the nodes of the right layer, each once.
  ///   - edges: pairs of a left and a right node.
  package init(left: [String], right: [String], edges: [(left: String, right: String)]) {
    self.left = left
    self.right = right
    crossings = Self.crossings(left, right, edges)
    var sweep = (left: left, right: right)
    let reversed = edges.map { (left: $0.right, right: $0.left) }
    for _ in 0..<24 where crossings > 0 {
      sweep.right = Self.sorted(sweep.right, along: sweep.left, edges)
      sweep.left = Self.sorted(sweep.left, along: sweep.right, reversed)
      keepBetter(sweep.left, sweep.right, edges)
    }
    improveBySwaps(edges)
  }

  private mutating func keepBetter(
    _ left: [String], _ right: [String], _ edges: [(left: String, right: String)]
  ) {
    let count = Self.crossings(left, right, edges)
    guard count < crossings else { return }
    (self.left, self.right, crossings) = (left, right, count)
  }

  /// Exchanges neighbours as long as that helps, which barycentres alone often leave to do.
  private mutating func improveBySwaps(_ edges: [(left: String, right: String)]) {
    var before = crossings + 1
    while crossings < before, crossings > 0 {
      before = crossings
      for index in left.indices.dropFirst() {
        var other = left
        other.swapAt(index - 1, index)
        keepBetter(other, right, edges)
      }
      for index in right.indices.dropFirst() {
        var other = right
        other.swapAt(index - 1, index)
        keepBetter(left, other, edges)
      }
    }
  }

  /// `nodes` by the mean place of their neighbours; those without any go last.
  private static func sorted(
    _ nodes: [String], along fixed: [String], _ edges: [(left: String, right: String)]
  ) -> [String] {
    let places = places(of: fixed)
    var sums: [String: (total: Double, count: Double)] = [:]
    for edge in edges {
      guard let place = places[edge.left] else { continue }
      let sum = sums[edge.right] ?? (0, 0)
      sums[edge.right] = (sum.total + Double(place), sum.count + 1)
    }
    let keys = nodes.map { sums[$0].map { $0.total / $0.count } ?? .infinity }
    return nodes.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { nodes[$0] }
  }

  private static func crossings(
    _ left: [String], _ right: [String], _ edges: [(left: String, right: String)]
  ) -> Int {
    let (lefts, rights) = (places(of: left), places(of: right))
    let pairs = edges.compactMap { edge -> (Int, Int)? in
      guard let start = lefts[edge.left], let end = rights[edge.right] else { return nil }
      return (start, end)
    }
    var count = 0
    for (index, first) in pairs.enumerated() {
      for second in pairs[..<index] where (first.0 - second.0) * (first.1 - second.1) < 0 {
        count += 1
      }
    }
    return count
  }

  private static func places(of nodes: [String]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($0.element, $0.offset) })
  }
}
