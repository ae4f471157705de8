internal import TaskSpace

/// Which sets of sources are trained for a target, given its sources from the best on.
///
/// The rule of the paper (section 3.2) and its code: the target's own encoder never enters a set;
/// pairs and triples are those of the best five, quadruples those of the best six; of five sources
/// on only the best so many, and there the random encoder is passed over.
package enum BeamRule {
  /// How many of the best sources the sets of `order` are made of, where those of pairs and triples
  /// are made of `width` (the paper: 5).
  package static func width(order: Int, of width: Int = 5) -> Int {
    switch order {
    case ...3: width
    case 4: width + 1
    default: order
    }
  }

  /// The sets of `order` in the order of their sources' ranks; none where there are too few.
  ///
  /// - Parameters:
  ///   - ranking: the sources, best first.
  ///   - target: the target, whose own encoder is left out.
  package static func sets(
    order: Int, of ranking: [String], for target: String, width: Int = 5
  ) -> [[String]] {
    let candidates = ranking.filter {
      $0 != target && (order < 5 || $0 != TaskDictionary.random)
    }
    return subsets(of: Array(candidates.prefix(self.width(order: order, of: width))), count: order)
  }

  /// How many sets of `order` a ranking of `candidates` other tasks' encoders gives at most.
  package static func count(order: Int, candidates: Int, width: Int = 5) -> Int {
    let available = min(self.width(order: order, of: width), candidates)
    guard available >= order else { return 0 }
    return (0..<order).reduce(1) { $0 * (available - $1) / ($1 + 1) }
  }

  /// All subsets of `count` elements, in the order of their positions.
  static func subsets(of elements: [String], count: Int) -> [[String]] {
    guard count > 0 else { return [[]] }
    guard elements.count >= count else { return [] }
    let rest = Array(elements.dropFirst())
    return subsets(of: rest, count: count - 1).map { [elements[0]] + $0 }
      + subsets(of: rest, count: count)
  }
}
