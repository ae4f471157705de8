internal import Glibc
internal import Taxonomy

/// Made-up affinities that look like measured ones: tasks have places in a space, near ones
/// transfer well, some are better sources than others, and sets of good sources do better still.
struct SyntheticMap {
  private var stream: RandomStream

  /// Maps of this seed.
  init(seed: UInt64) { stream = RandomStream(seed: seed) }

  /// A problem without a budget.
  ///
  /// - Parameters:
  ///   - tasks: the number of tasks; 85% of them are targets.
  ///   - maximumOrder: the highest order of a transfer.
  ///   - perOrder: transfers per target for each order above the first.
  mutating func problem(tasks count: Int, maximumOrder: Int, perOrder: Int) throws
    -> TaxonomyProblem
  {
    let dimensions = 5
    let places = (0..<count).map { _ in (0..<dimensions).map { _ in normal() } }
    let talents = (0..<count).map { _ in 0.5 * normal() }
    var entries: [(transfer: Transfer, value: Double)] = []
    for target in 0..<Int((0.85 * Double(count)).rounded()) {
      let skills = (0..<count).map { source in
        exp(-0.8 * distance(places[source], places[target]) + talents[source] + 0.35 * normal())
      }
      entries += transfers(into: target, skills, maximumOrder, perOrder)
    }
    return try TaxonomyProblem(
      affinities: TransferTable(entries), options: TaxonomyOptions(budget: 0))
  }

  /// All transfers into one target; their values sum to 1.
  private mutating func transfers(
    into target: Int, _ skills: [Double], _ maximumOrder: Int, _ perOrder: Int
  ) -> [(transfer: Transfer, value: Double)] {
    let others = skills.indices.filter { $0 != target }
    var values: [(sources: [String], value: Double)] = others.map { (["n\($0)"], skills[$0]) }
    let best = others.sorted { skills[$0] > skills[$1] }
    let beam = Array(best.prefix(perOrder <= 12 ? max(5, maximumOrder + 3) : 14))
    for order in stride(from: 2, through: maximumOrder, by: 1) {
      // The better sets, though not strictly: as a ranking by first-order results would have it.
      let ranked = Self.subsets(of: beam, order).map { members in
        (members: members, rank: members.reduce(normal()) { $0 - log(skills[$1]) })
      }.sorted { $0.rank < $1.rank }
      for (members, _) in ranked.prefix(perOrder) {
        let sum = members.sorted().reduce(0) { $0 + pow(skills[$1], 1.5) }
        values.append((members.map { "n\($0)" }, pow(sum, 1 / 1.5) * exp(0.15 * normal())))
      }
    }
    let highest = others.map { skills[$0] }.max() ?? 1
    values.append(([EntrantName.ownNetwork], highest * exp(-0.3 + 2.1 * uniform())))
    let total = values.reduce(0) { $0 + $1.value }
    return values.map {
      (transfer: Transfer(sources: $0.sources, target: "n\(target)"), value: $0.value / total)
    }
  }

  private static func subsets(of names: [Int], _ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    guard count <= names.count else { return [] }
    let rest = Array(names.dropFirst())
    return subsets(of: rest, count - 1).map { [names[0]] + $0 } + subsets(of: rest, count)
  }

  private mutating func uniform() -> Double { Double(stream.next() >> 11) / 0x1p53 }

  /// A normal number, by Box and Muller.
  private mutating func normal() -> Double {
    let radius = (-2 * log(max(uniform(), 0x1p-53))).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  private func distance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }
}
