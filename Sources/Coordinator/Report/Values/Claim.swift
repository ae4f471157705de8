/// What a run shows, in one sentence.
enum Claim {
  /// The share of the largest gain that counts as enough.
  private static let enough = 0.9

  /// The fewest tasks that reach nine tenths of the mean gain that is to be had; nil where the
  /// taxonomies do not say that, or where it takes all.
  static func sentence(_ solutions: [Solution], taskCount: Int) -> String? {
    let improvements = Solution.improvements(solutions)
    guard let most = improvements.last, let limit = most.meanGain,
      let few = improvements.first(where: { ($0.meanGain ?? 0) >= enough * limit }),
      few.supervised.count < most.supervised.count
    else { return nil }
    return
      "Supervising \(few.supervised.count) of \(Words.count(taskCount, "task")) is enough for a "
      + "mean gain of \(NumberText.percent(few.meanGain)) over "
      + "\(Words.count(few.targetCount, "target")); the best taxonomy that any budget buys, with "
      + "\(most.supervised.count) supervised, reaches \(NumberText.percent(limit))."
  }
}
