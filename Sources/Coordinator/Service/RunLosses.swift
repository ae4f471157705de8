package import Artifacts
package import Documents
package import Scheduling
package import TaskSpace
package import Taxonomy

/// The per-image losses of a run, as far as they are there.
package struct RunLosses: Sendable {
  /// The losses of everything that predicts a task, by task, in the order of the run's jobs.
  private var rows: [String: [(predictor: EvaluateRecipe.Predictor, losses: [Double])]] = [:]
  /// What was kept of the predictions as pictures, by task.
  private var pictures: [String: [(predictor: EvaluateRecipe.Predictor, result: JobResult)]] = [:]

  /// Which transfers count.
  package enum Transfers: Sendable {
    /// Those that were trained.
    case trained
    /// The closed-form estimates that were judged on the test images.
    case estimated
  }

  /// Reads the losses of a run from the artifacts that `jobs` name.
  ///
  /// - Parameter transfers: which transfers join the baselines.
  /// - Throws: `Failure` where an artifact that the journal names is missing or malformed.
  package init(
    of jobs: [SchedulerSnapshot.KeptJob], in store: ArtifactStore,
    transfers: Transfers = .trained
  ) throws(Failure) {
    for kept in jobs {
      if transfers == .estimated { try addEstimates(kept, in: store) }
      guard case .evaluate(let recipe) = kept.job.recipe, kept.state == .succeeded,
        let output = kept.result?.output("losses")
      else { continue }
      if transfers == .estimated, case .transfer = recipe.predictor { continue }
      let losses = try LossReader.losses(output.digest, in: store)
      rows[recipe.target, default: []].append((recipe.predictor, losses))
      if let result = kept.result, result.output("pictures") != nil {
        pictures[recipe.target, default: []].append((recipe.predictor, result))
      }
    }
  }

  private mutating func addEstimates(
    _ kept: SchedulerSnapshot.KeptJob, in store: ArtifactStore
  ) throws(Failure) {
    guard let estimates = try TargetEstimates(kept, in: store) else { return }
    rows[estimates.target, default: []] += estimates.judged.map {
      (.transfer($0.transfer.sources), $0.losses)
    }
  }

  /// The losses of one predictor of a task, NaN on images without a label; nil where they are not
  /// there.
  package func losses(_ predictor: EvaluateRecipe.Predictor, of task: String) -> [Double]? {
    rows[task]?.first { $0.predictor == predictor }?.losses
  }

  /// The picture called `name` that one predictor of a task has left: `pictures` is what it
  /// predicted; the supervised network leaves `inputs` and `truths`, too.
  package func picture(
    _ name: String, of predictor: EvaluateRecipe.Predictor, of task: String
  ) -> Digest? {
    pictures[task]?.first { $0.predictor == predictor }?.result.output(name)?.digest
  }

  /// The mean loss of one predictor of a task; nil where it is not there.
  package func meanLoss(_ predictor: EvaluateRecipe.Predictor, of task: String) -> Double? {
    losses(predictor, of: task).map(Self.mean)
  }

  /// The share of images on which one predictor of a task beats another, half a win for a tie.
  package func winRate(
    _ predictor: EvaluateRecipe.Predictor, over opponent: EvaluateRecipe.Predictor, of task: String
  ) -> Double? {
    guard let own = losses(predictor, of: task), let other = losses(opponent, of: task),
      own.count == other.count
    else { return nil }
    let images = zip(own, other).filter { !$0.0.isNaN && !$0.1.isNaN }
    let wins = images.reduce(0.0) { sum, pair in
      sum + (pair.0 < pair.1 ? 1 : pair.0 == pair.1 ? 0.5 : 0)
    }
    return images.isEmpty ? nil : wins / Double(images.count)
  }

  /// The mean over the images that have a label.
  private static func mean(_ losses: [Double]) -> Double {
    let known = losses.filter { !$0.isNaN }
    return known.reduce(0, +) / Double(known.count)
  }

  /// The transfers into a task, with the mean loss of each.
  package func transfers(into task: String) -> [(sources: [String], meanLoss: Double)] {
    (rows[task] ?? []).compactMap { row in
      guard case .transfer(let sources) = row.predictor else { return nil }
      return (sources, Self.mean(row.losses))
    }
  }

  /// The losses as the taxonomy takes them, for those of `targets` that have a transfer.
  package func table(targets: [String]) -> LossTable {
    LossTable(targets.compactMap(target))
  }

  private func target(_ name: String) -> LossTable.Target? {
    guard let rows = rows[name], !transfers(into: name).isEmpty else { return nil }
    let count = rows[0].losses.count
    let whole = rows.filter { $0.losses.count == count }
    let known = LabelledImages(of: whole.map(\.losses))
    guard !known.places.isEmpty else { return nil }
    return LossTable.Target(
      target: name,
      entrants: whole.map { Transfer(sources: Self.sources($0.predictor), target: name) },
      images: known.places.map(Self.imageName), losses: known.losses)
  }

  private static func sources(_ predictor: EvaluateRecipe.Predictor) -> [String] {
    if case .transfer(let sources) = predictor { return sources }
    return [predictor.name]
  }

  /// Names that sort as the images are numbered.
  private static func imageName(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
