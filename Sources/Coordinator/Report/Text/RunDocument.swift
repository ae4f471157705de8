package import Documents
internal import TaskSpace
internal import Taxonomy

/// A run as JSON.
package enum RunDocument {
  /// The content of `taxonomy.json`: the tasks, and the taxonomies of all budgets per order.
  package static func taxonomies(_ results: RunResults) -> JSON {
    .object([
      .init("run", .string(results.id)), .init("name", .string(results.name)),
      .init("state", .string(results.state)), .init("numerics", .string(results.numerics.name)),
      .init("tasks", .array(results.tasks.map(json))),
      .init(
        "series",
        .array(
          results.series.map { series in
            .object([
              .init("maximumOrder", .number(Double(series.maximumOrder))),
              .init("taxonomies", .array(series.taxonomies.map(\.json))),
            ])
          })),
    ])
  }

  /// Everything a report says, pictures excepted.
  package static func everything(_ results: RunResults) -> JSON {
    let members = taxonomies(results).members ?? []
    return .object(
      members + [
        .init("affinities", TransferFile.json(results.affinities)),
        .init("gain", TransferFile.json(results.gain)),
        .init("quality", TransferFile.json(results.quality)),
        .init("meanLosses", TransferFile.json(results.meanLosses)),
        .init("isEstimate", .bool(results.isEstimate)),
        .init("estimates", results.estimates.map(json) ?? .null),
        .init("scores", .array(results.scores.map(json))),
        .init("trust", MapTrust(results).json),
        .init("chance", .array(results.chance.map(\.json))),
        .init("tree", results.tree?.json ?? .null),
        .init("work", .array(results.work.map(json))),
        .init("missing", .array(results.missing.map(json))),
        .init("hardware", .texts(results.hardware)),
        .init(
          "versions", .object(results.versions.map { .init($0.name, .string($0.version)) })),
        .init("spec", results.spec), .init("provenance", results.provenance),
      ])
  }

  private static func json(_ estimates: RunEstimates) -> JSON {
    let agreement = estimates.agreement.map { agreement in
      JSON.object([
        .init(
          "meanRowCorrelation", agreement.meanRowCorrelation.map { .number($0) } ?? .null),
        .init("cellCorrelation", agreement.cellCorrelation.map { .number($0) } ?? .null),
        .init(
          "targets",
          .array(
            agreement.rows.map { row in
              .object([
                .init("target", .string(row.target)),
                .init("correlation", row.correlation.map { .number($0) } ?? .null),
              ])
            })),
      ])
    }
    return .object([
      .init("sets", .number(Double(estimates.errors.count))),
      .init("agreement", agreement ?? .null),
      .init("best", TransferFile.json(estimates.best)),
      .init("affinities", TransferFile.json(estimates.affinities)),
      .init("gain", TransferFile.json(estimates.gain)),
      .init("quality", TransferFile.json(estimates.quality)),
    ])
  }

  private static func json(_ task: TaskEntry) -> JSON {
    .object([
      .init("name", .string(task.name)), .init("target", .bool(task.isTarget)),
      .init("group", .string(task.group)), .init("summary", .string(task.summary)),
    ])
  }

  private static func json(_ scores: TaskScores) -> JSON {
    let numbers: [(String, Double?)] = [
      ("ownLoss", scores.ownLoss), ("averageLoss", scores.averageLoss),
      ("randomLoss", scores.randomLoss), ("scratchLoss", scores.scratchLoss),
      ("bestLoss", scores.bestLoss), ("ownOverAverage", scores.ownOverAverage),
      ("ownOverRandom", scores.ownOverRandom), ("bestOverScratch", scores.bestOverScratch),
      ("bestOverOwn", scores.bestOverOwn),
    ]
    let known = numbers.map { JSON.Member($0.0, $0.1.map { .number($0) } ?? .null) }
    return .object(
      [.init("task", .string(scores.task)), .init("bestSources", .texts(scores.bestSources))]
        + known)
  }

  private static func json(_ tally: WorkTally) -> JSON {
    .object([
      .init("kind", .string(tally.kind.rawValue)), .init("jobs", .number(Double(tally.jobs))),
      .init("reused", .number(Double(tally.reused))), .init("hours", .number(tally.hours)),
    ])
  }

  private static func json(_ job: MissingJob) -> JSON {
    .object([
      .init("title", .string(job.title)), .init("state", .string(job.state)),
      .init("reason", .string(job.reason)),
    ])
  }
}
