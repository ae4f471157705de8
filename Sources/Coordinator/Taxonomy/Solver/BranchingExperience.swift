/// How much closer splitting by each source has brought the bound to the goal.
///
/// A source may look undecided only because another would do as well: then neither part is worse
/// than the whole, and splitting by it doubles the work for nothing.
struct BranchingExperience {
  /// The sum of the shares of the gap that were closed, by source; a settled part counts 1.
  private var progress: [Double]
  /// How many parts that is the sum of.
  private var count: [Double]

  /// What is expected of a source that was not tried, as if it had been tried once.
  private static let expected = 0.5

  init(sourceCount: Int) {
    progress = [Double](repeating: Self.expected, count: sourceCount)
    count = [Double](repeating: 1, count: sourceCount)
  }

  /// Takes note of the bound of one of the two parts.
  mutating func note(_ branch: Branch, bound: Double, goal: Double) {
    let gap = branch.bound - goal
    guard gap > 0 else { return }
    progress[branch.source] += min(1, max(0, (branch.bound - bound) / gap))
    count[branch.source] += 1
  }

  /// The mean share of the gap that splitting by `source` closes, 0...1.
  func promise(of source: Int) -> Double { progress[source] / count[source] }
}
