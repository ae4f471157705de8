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

  /// Reads the losses of `run` from the artifacts that `jobs` name.
  ///
  /// - Throws: `Failure` where an artifact that the journal names is missing or malformed.
  package init(
    of jobs: [SchedulerSnapshot.KeptJob], in store: ArtifactStore
  ) throws(Failure) {
    for kept in jobs {
      guard case .evaluate(let recipe) = kept.job.recipe, kept.state == .succeeded,
        let output = kept.result?.output("losses")
      else { continue }
      let losses = try LossReader.losses(output.digest, in: store)
      rows[recipe.target, default: []].append((recipe.predictor, losses))
      if let result = kept.result, result.output("pictures") != nil {
        pictures[recipe.target, default: []].append((recipe.predictor, result))
      }
    }
  }

  /// The losses of one predictor of a task; nil where they are not there.
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
    losses(predictor, of: task).map { $0.reduce(0, +) / Double($0.count) }
  }

  /// The share of images on which one predictor of a task beats another, half a win for a tie.
  package func winRate(
    _ predictor: EvaluateRecipe.Predictor, over opponent: EvaluateRecipe.Predictor, of task: String
  ) -> Double? {
    guard let own = losses(predictor, of: task), let other = losses(opponent, of: task),
      own.count == other.count
    else { return nil }
    let wins = zip(own, other).reduce(0.0) { sum, pair in
      sum + (pair.0 < pair.1 ? 1 : pair.0 == pair.1 ? 0.5 : 0)
    }
    return wins / Double(own.count)
  }

  /// The transfers into a task, with the mean loss of each.
  package func transfers(into task: String) -> [(sources: [String], meanLoss: Double)] {
    (rows[task] ?? []).compactMap { row in
      guard case .transfer(let sources) = row.predictor else { return nil }
      return (sources, row.losses.reduce(0, +) / Double(row.losses.count))
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
    return LossTable.Target(
      target: name,
      entrants: whole.map { Transfer(sources: Self.sources($0.predictor), target: name) },
      images: (0..<count).map(Self.imageName), losses: whole.flatMap(\.losses))
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
