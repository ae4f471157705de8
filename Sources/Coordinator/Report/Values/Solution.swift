internal import TaskSpace
internal import Taxonomy

/// A taxonomy as reports show it: what is supervised, and how every target is solved.
struct Solution {
  /// One target that is solved from other tasks' representations.
  struct Link {
    /// The task that is solved.
    let target: String
    /// The tasks it is solved from, sorted.
    let sources: [String]
    /// The affinity of the transfer.
    let value: Double
    /// Its gain, 0 to 1; nil where it is not known.
    let gain: Double?
    /// Its quality, 0 to 1; nil where it is not known.
    let quality: Double?

    /// The number of sources.
    var order: Int { sources.count }

    /// `a + b → c`.
    var title: String { sources.joined(separator: " + ") + " → " + target }
  }

  /// The supervision budget.
  let budget: Double
  /// Whether there is a taxonomy for the budget.
  let isSolved: Bool
  /// Why there is none; empty where there is one.
  let reason: String
  /// The sum of the chosen transfers' values; nil where there is no taxonomy.
  let objective: Double?
  /// The tasks to supervise, sorted.
  let supervised: [String]
  /// The targets solved by their own supervised network, sorted.
  let own: [Link]
  /// The targets solved by transfer, sorted by target.
  let links: [Link]
  /// Mean gain over targets, 0 to 1; nil where it is not known.
  let meanGain: Double?
  /// Mean quality over targets, 0 to 1; nil where it is not known.
  let meanQuality: Double?

  /// The reading of a taxonomy.
  init(_ taxonomy: Taxonomy) {
    let all = taxonomy.transfers.map {
      Link(
        target: $0.target, sources: $0.sources.sorted(), value: $0.value,
        gain: NumberText.finite($0.gain),
        quality: NumberText.finite($0.quality))
    }.sorted { $0.target < $1.target }
    budget = taxonomy.budget
    isSolved = !all.isEmpty
    reason = taxonomy.reason ?? ""
    objective = taxonomy.objective
    supervised = taxonomy.sources.sorted()
    own = all.filter { $0.sources == [TaskDictionary.supervised] }
    links = all.filter { $0.sources != [TaskDictionary.supervised] }
    meanGain = NumberText.finite(taxonomy.meanGain)
    meanQuality = NumberText.finite(taxonomy.meanQuality)
  }

  /// The number of targets that are solved.
  var targetCount: Int { own.count + links.count }

  /// How the target called `name` is solved; nil where it is not.
  func link(to name: String) -> Link? {
    own.first { $0.target == name } ?? links.first { $0.target == name }
  }

  /// The solved ones of `solutions` that are better than all before, which come by rising budget.
  ///
  /// Where a larger budget buys nothing, the solver may name other sources of equal worth.
  static func improvements(_ solutions: [Solution]) -> [Solution] {
    var improvements: [Solution] = []
    for solution in solutions {
      guard let objective = solution.objective else { continue }
      let best = improvements.last?.objective ?? -.infinity
      if objective > best + 1e-12 * abs(objective) { improvements.append(solution) }
    }
    return improvements
  }

  /// A few of the improvements that show how things change, the first and the last among them.
  static func landmarks(_ solutions: [Solution], limit: Int) -> [Solution] {
    let distinct = improvements(solutions)
    guard distinct.count > limit, limit > 1 else { return distinct }
    // Small budgets are where the choice matters, so the steps widen.
    var kept: [Int] = []
    for place in 0..<limit {
      let share = Double(place) / Double(limit - 1)
      let index = Int((share * share * Double(distinct.count - 1)).rounded())
      kept.append(max(index, (kept.last ?? -1) + 1))
    }
    return kept.map { distinct[$0] }
  }
}
