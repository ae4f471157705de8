/// How a task would be solved that is never a source: from all other tasks, by transfer alone
/// (paper, section 4.3: the sources' networks are there, the task itself has a few labels).
package struct NovelTask: Equatable, Sendable {
  /// The best transfer of at most so many sources.
  package struct Level: Equatable, Sendable {
    /// The highest order that was allowed.
    package let maximumOrder: Int
    /// The transfer with the highest affinity.
    package let transfer: Transfer
    /// Its affinity.
    package let affinity: Double
    /// Its gain, 0...1; nil where it is not known.
    package let gain: Double?
    /// Its quality, 0...1; nil where it is not known.
    package let quality: Double?
  }

  /// The task.
  package let target: String
  /// Whether no transfer of the affinities has it as a source.
  package let isNeverSource: Bool
  /// The levels by rising order; an order that has no transfer of its own is left out.
  package let levels: [Level]

  /// Every target of a problem as if it were novel, sorted; those that no other task transfers to
  /// are left out.
  ///
  /// - Parameter orders: the highest orders to allow, ascending.
  package static func all(of problem: TaxonomyProblem, orders: [Int]) -> [NovelTask] {
    let sources = Set(problem.sources)
    let limit = problem.options.maxOrder ?? .max
    let used = Set(problem.affinities.transfers.flatMap(\.sources))
    return problem.targets.compactMap { target in
      let others = problem.affinities.transfers.filter { transfer in
        transfer.target == target && transfer.order <= limit
          && !transfer.sources.contains(target) && sources.isSuperset(of: transfer.sources)
      }
      let present = Set(others.map(\.order))
      let levels = orders.filter(present.contains).compactMap { order in
        level(of: others.filter { $0.order <= order }, order, problem)
      }
      guard !levels.isEmpty else { return nil }
      return NovelTask(target: target, isNeverSource: !used.contains(target), levels: levels)
    }
  }

  private static func level(
    of transfers: [Transfer], _ order: Int, _ problem: TaxonomyProblem
  ) -> Level? {
    var best: (transfer: Transfer, affinity: Double)?
    for transfer in transfers {
      guard let affinity = problem.affinities[transfer] else { continue }
      if let best, best.affinity >= affinity { continue }
      best = (transfer, affinity)
    }
    return best.map {
      Level(
        maximumOrder: order, transfer: $0.transfer, affinity: $0.affinity,
        gain: problem.gain?[$0.transfer], quality: problem.quality?[$0.transfer])
    }
  }
}
