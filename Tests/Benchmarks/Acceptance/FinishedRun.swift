import Artifacts
import Documents
import Journal
import Scheduling
import Service
import TaskSpace
import Taxonomy

/// A run that has ended, as the state folder around its folder has it.
struct FinishedRun {
  /// The run's identifier.
  let id: String
  /// Everything about it.
  let analysis: RunAnalysis
  /// The losses of its targets; of estimates where nothing was trained.
  let losses: LossTable
  /// The affinities of the trained transfers; nil where nothing was trained.
  let trained: TransferTable?
  /// The affinities of the estimated first-order transfers; nil where nothing was estimated.
  let estimated: TransferTable?

  /// Reads the run whose folder is `STATE/runs/RUN`.
  ///
  /// - Throws: `Failure` where it is none, or has not been finished.
  init(folder: String) throws {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count > 2, parts[parts.count - 2] == "runs" else {
      throw Failure(.usage, "'\(folder)' is no folder of a run, STATE/runs/RUN")
    }
    let state = StateFolder(
      (folder.hasPrefix("/") ? "/" : "") + parts.dropLast(2).joined(separator: "/"))
    let store = ArtifactStore(existing: state.artifacts)
    id = String(parts[parts.count - 1])
    analysis = try RunAnalysis(of: id, in: try JournalContent(path: state.journal), store: store)
    guard analysis.run.state == .complete else {
      throw Failure(.missingInput, "the run \(id) is \(analysis.run.state.rawValue), not complete")
    }
    losses = try analysis.table()
    trained = analysis.spec.isEstimate ? nil : try Self.affinities(losses)
    let screened = try RunLosses(of: analysis.jobs, in: store, transfers: .estimated)
    let estimates = screened.table(targets: analysis.spec.targets.map(\.name))
    estimated = estimates.targets.isEmpty ? nil : try Self.affinities(estimates)
  }

  /// The affinities that a report would show: trained ones, or estimates where there are none.
  var affinities: TransferTable? { trained ?? estimated }

  /// The affinities from every second test image.
  func halvedAffinities() throws -> TransferTable {
    try Self.affinities(LossTable(losses.targets.map(\.halved)))
  }

  private static func affinities(_ losses: LossTable) throws -> TransferTable {
    try MeasuredTransfers(losses, resamples: 0, seed: 0).affinityTable
  }
}

extension LossTable.Target {
  /// The losses on the first, third, fifth … test image.
  fileprivate var halved: Self {
    let places = stride(from: 0, to: images.count, by: 2)
    return LossTable.Target(
      target: target, entrants: entrants, images: places.map { images[$0] },
      losses: entrants.indices.flatMap { entrant in
        places.map { losses[entrant * images.count + $0] }
      })
  }
}
