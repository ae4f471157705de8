internal import Datasets
internal import Documents
internal import TaskSpace

/// Finds good sets of sources of every order: all sets as long as they are few, then a beam.
struct SetSearch {
  /// The sets of one order with their errors.
  struct Estimates {
    /// Places of sources, ascending in each set.
    let sets: [[Int]]
    /// Squared errors on the validation images, as shares of that of the best constant guess.
    let errors: [Double]
    /// The penalty of these readouts.
    let penalty: Float

    /// The sets that `isWanted`, the best first; equal ones in the order in which they were found.
    func best(_ count: Int, where isWanted: ([Int]) -> Bool) -> [[Int]] {
      sets.indices.filter { isWanted(sets[$0]) }
        .sorted { (errors[$0], $0) < (errors[$1], $1) }.prefix(count).map { sets[$0] }
    }
  }

  /// Penalties to choose from, as shares of the features' mean square.
  static let penalties: [Float] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
  /// How many of the best sources the penalty of higher orders is chosen on.
  private static let probes = 5

  let system: RidgeSystem
  /// The place of the target's own encoder; nil where it is no source.
  let own: Int?
  let beam: Int
  let watch: Watch

  /// The estimates of orders 1 to `maximumOrder`; all sets up to order `exhaustiveOrder`.
  ///
  /// Each order has one penalty for all its sets, so that they are compared fairly: the one with
  /// the lowest mean error over all first-order sets, or over the sets of the five best sources.
  func estimates(upTo maximumOrder: Int, exhaustive exhaustiveOrder: Int) throws -> [Estimates] {
    var all: [Estimates] = []
    for order in 1...min(maximumOrder, system.sources) {
      try watch.check()
      let penalty = try penalty(order: order, after: all.first)
      if order <= exhaustiveOrder {
        let search = ExhaustiveSearch(system, setSize: order, penalty: penalty, watch: watch)
        all.append(
          Estimates(
            sets: Self.subsets(of: Array(0..<system.sources), count: order),
            errors: try search.run(), penalty: penalty))
      } else if let last = all.last {
        all.append(try extend(last, penalty: penalty))
      }
      watch.progress(Double(order) / Double(maximumOrder), "sets of \(order)")
    }
    return all
  }

  /// The sets that have one source more than the best ones, the target's own encoder left out.
  private func extend(_ last: Estimates, penalty: Float) throws -> Estimates {
    var seen: Set<[Int]> = []
    var sets: [[Int]] = []
    var errors: [Double] = []
    for set in last.best(beam, where: isOfOthers) {
      try watch.check()
      let readouts = try SetExtension(of: set, in: system, penalty: penalty)
      for source in 0..<system.sources where source != own && !set.contains(source) {
        let longer = (set + [source]).sorted()
        guard seen.insert(longer).inserted else { continue }
        sets.append(longer)
        errors.append(try readouts.error(with: source))
      }
    }
    return Estimates(sets: sets, errors: errors, penalty: penalty)
  }

  /// Whether a set is made of other tasks' encoders.
  func isOfOthers(_ set: [Int]) -> Bool { own.map { !set.contains($0) } ?? true }

  private func penalty(order: Int, after first: Estimates?) throws -> Float {
    var sets = (0..<system.sources).map { [$0] }
    if let first, order > 1 {
      let best = first.best(max(Self.probes, order), where: isOfOthers).flatMap { $0 }.sorted()
      sets = Self.subsets(of: best, count: order)
      if sets.isEmpty { return first.penalty }
    }
    var chosen = (penalty: Self.penalties[0], error: Double.infinity)
    for penalty in Self.penalties {
      let error = try sets.reduce(0) {
        $0 + (try RidgeReadout(of: $1, in: system, penalty: penalty).error)
      }
      if error < chosen.error { chosen = (penalty, error) }
    }
    return chosen.penalty
  }

  /// All subsets of `count` elements, in lexicographic order of their positions.
  static func subsets(of elements: [Int], count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return elements.indices.flatMap { index in
      subsets(of: Array(elements[(index + 1)...]), count: count - 1).map { [elements[index]] + $0 }
    }
  }
}
