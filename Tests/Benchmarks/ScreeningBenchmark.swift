import Documents
import Taxonomy

/// How far the closed-form estimates of a run rank the sources as its trained transfers do.
struct ScreeningBenchmark {
  /// What is aimed at: as alike as two runs with different seeds (0.85 and more).
  private static let aim = 0.85

  /// The run's folder in a state folder: `runs/RUN`.
  let folder: String

  func run() throws {
    let trained = try table("affinities.csv")
    let comparison = try AffinityComparison(
      trained, try table("estimated-affinities.csv"), permutations: 0)
    print("Spearman of trained and estimated first-order affinities, target by target:")
    for row in comparison.rows {
      print("  \(row.target): \(row.correlation.map(Self.text) ?? "none") (\(row.count) sources)")
    }
    guard let mean = comparison.meanRowCorrelation else {
      throw Failure(.data, "\(folder): no target has sources to rank")
    }
    print("mean of the rows: \(Self.text(mean)), aimed at \(Self.aim)")
    print("all cells: \(comparison.cellCorrelation.map(Self.text) ?? "none")")
    let errors = try table("estimated-errors.csv")
    for order in Set(errors.transfers.map(\.order)).sorted() {
      print("sets of \(order): \(errors.transfers.count { $0.order == order })")
    }
  }

  private func table(_ name: String) throws(Failure) -> TransferTable {
    let path = "\(folder)/\(name)"
    return try TransferTable(csv: Files.read(path), name: path)
  }

  private static func text(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    return JSON.text(of: Double(thousandths) / 1000)
  }
}
