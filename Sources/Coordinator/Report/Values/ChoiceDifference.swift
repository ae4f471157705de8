package import Documents
package import Taxonomy

/// How the choices of two maps differ for one budget.
package struct ChoiceDifference: Equatable, Sendable {
  /// The supervision budget.
  package let budget: Double
  /// Whether either side has no taxonomy.
  package let isIncomparable: Bool
  /// The sources that both choose, sorted.
  package let both: [String]
  /// The sources that only the left side chooses, sorted.
  package let onlyLeft: [String]
  /// The sources that only the right side chooses, sorted.
  package let onlyRight: [String]
  /// The targets that the sides solve from different sources, sorted.
  package let targets: [String]

  /// Compares the taxonomies of one budget.
  package init(_ left: Taxonomy, _ right: Taxonomy) {
    budget = left.budget
    isIncomparable = left.status != .optimal || right.status != .optimal
    both = left.sources.filter(right.sources.contains)
    onlyLeft = left.sources.filter { !right.sources.contains($0) }
    onlyRight = right.sources.filter { !left.sources.contains($0) }
    let transfers = Set(right.transfers.map(\.transfer))
    targets = left.transfers.map(\.transfer).filter { !transfers.contains($0) }.map(\.target)
  }

  /// The difference as JSON.
  package var json: JSON {
    .object([
      .init("budget", .number(budget)), .init("comparable", .bool(!isIncomparable)),
      .init("both", .texts(both)), .init("onlyLeft", .texts(onlyLeft)),
      .init("onlyRight", .texts(onlyRight)), .init("targets", .texts(targets)),
    ])
  }
}
