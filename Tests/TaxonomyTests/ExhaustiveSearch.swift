import Taxonomy

/// Solves a problem by trying every set of sources, from the definition.
enum ExhaustiveSearch {
  /// The optimum over the sets of sources that include none of `forbidden`; nil where infeasible.
  static func objective(
    _ problem: TaxonomyProblem, isNoSupersetOf forbidden: [Set<String>] = []
  ) -> Double? {
    var best: Double?
    for set in 0..<(1 << problem.sources.count) {
      let chosen = Set(
        problem.sources.indices.filter { set >> $0 & 1 == 1 }
          .map { problem.sources[$0] })
      let cost = chosen.reduce(0) { $0 + problem.cost(of: $1) }
      guard cost <= problem.options.budget + 1e-9,
        !forbidden.contains(where: { $0.isSubset(of: chosen) })
      else { continue }
      guard let value = objective(problem, chosen) else { continue }
      best = max(best ?? value, value)
    }
    return best
  }

  private static func objective(_ problem: TaxonomyProblem, _ chosen: Set<String>) -> Double? {
    var total = 0.0
    for target in problem.targets {
      var transfers = problem.affinities.transfers.filter { transfer in
        transfer.target == target && transfer.order <= problem.options.maxOrder ?? .max
          && (problem.options.allowsRetrained || transfer.sources != [target])
          && chosen.isSuperset(of: transfer.isSupervised ? [target] : transfer.sources)
      }
      let own = transfers.filter(\.isSupervised)
      if problem.options.mode == .exclusive, !own.isEmpty { transfers = own }
      guard let best = transfers.compactMap({ problem.value(of: $0) }).max() else { return nil }
      total += problem.importance(of: target) * best
    }
    return total
  }
}
