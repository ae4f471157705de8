package import Documents

/// How alike two tables of affinities are, over the first-order transfers that both have.
///
/// `self`, `scratch`, `average` and the target's own encoder are left out, as they would dominate.
package struct AffinityComparison: Equatable, Sendable {
  /// Spearman's correlation of the sources' affinities to one target.
  package struct Row: Equatable, Sendable {
    /// The target's name.
    package let target: String
    /// The number of sources that both tables have.
    package let count: Int
    /// The correlation, -1...1; nil where either side does not vary.
    package let correlation: Double?
  }

  /// One row per target of both tables, sorted.
  package let rows: [Row]
  /// The mean of the rows' correlations; nil where there is none.
  package let meanRowCorrelation: Double?
  /// Spearman's correlation over all cells, each divided by its target's sum; nil where either
  /// side does not vary.
  package let cellCorrelation: Double?
  /// Pearson's correlation of the distances between sources (those of `TaskTree`), Mantel's
  /// statistic; nil below three common sources or where either side does not vary.
  package let mantel: Double?
  /// The share of permutations of the sources, the identity included, whose statistic is at
  /// least as high (Mantel 1967): one-sided; nil where there is no statistic.
  package let mantelProbability: Double?

  /// Compares two tables.
  ///
  /// - Parameters:
  ///   - permutations: how many permutations Mantel's probability rests on; zero or more.
  ///   - seed: equal seeds give equal permutations.
  /// - Throws: `Failure` (data) where the tables have no transfer in common.
  package init(
    _ left: TransferTable, _ right: TransferTable, permutations: Int = 999, seed: UInt64 = 0
  ) throws(Failure) {
    let leftCells = Self.cells(left)
    let common = leftCells.filter { right[$0] != nil }
    guard !common.isEmpty else {
      throw Failure(
        .data,
        "the two tables have no first-order transfer in common; "
          + "compare tables that name tasks alike")
    }
    let targets = Set(common.map(\.target)).sorted()
    var rows: [Row] = []
    var cells: (left: [Double], right: [Double]) = ([], [])
    for target in targets {
      let transfers = common.filter { $0.target == target }
      let leftValues = transfers.compactMap { left[$0] }
      let rightValues = transfers.compactMap { right[$0] }
      rows.append(
        Row(
          target: target, count: transfers.count,
          correlation: Statistics.rankCorrelation(leftValues, rightValues)))
      cells.left += Self.shares(leftValues)
      cells.right += Self.shares(rightValues)
    }
    self.rows = rows
    meanRowCorrelation = Statistics.mean(rows.compactMap(\.correlation))
    cellCorrelation = Statistics.rankCorrelation(cells.left, cells.right)
    let sources = Set(common.flatMap(\.sources)).sorted()
    let distances = [left, right].map { table in
      SourcePatterns(table.keeping(Set(common)), sources: sources, targets: targets, beta: 20)
        .distances
    }
    let test = MantelTest(distances[0], distances[1], permutations: permutations, seed: seed)
    mantel = test?.statistic
    mantelProbability = test?.probability
  }

  /// The first-order transfers between different tasks, sorted.
  private static func cells(_ table: TransferTable) -> [Transfer] {
    table.transfers.filter(\.isBetweenTasks)
  }

  private static func shares(_ values: [Double]) -> [Double] {
    let sum = values.reduce(0, +)
    return values.map { sum > 0 ? $0 / sum : 0 }
  }
}

extension TransferTable {
  /// The rows of these transfers.
  fileprivate func keeping(_ kept: Set<Transfer>) -> TransferTable {
    TransferTable(
      zip(transfers, values).compactMap { transfer, value in
        kept.contains(transfer) ? (transfer: transfer, value: value) : nil
      })
  }
}
