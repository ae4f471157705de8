internal import Documents
internal import Scheduling
internal import TaskSpace
internal import Wire

/// The last results, for those who watch.
struct RecentResults {
  /// How many are kept.
  private static let limit = 64
  private var results: [(number: Int, job: Digest, title: String, seconds: Double, loss: Double?)] =
    []
  private var count = 0

  /// Takes note of the results among committed changes.
  mutating func learn(_ changes: [JournalChange], from scheduler: Scheduler) {
    for case .endAttempt(let reference, "succeeded", let seconds, _) in changes {
      guard let record = scheduler.job(reference.job) else { continue }
      let loss = record.result?.metrics.first { $0.name == "loss" }?.value
      count += 1
      results.append(
        (count, reference.job, record.job.recipe.title, seconds ?? 0, loss))
    }
    results.removeFirst(max(0, results.count - Self.limit))
  }

  /// The results numbered above `number`, oldest first.
  func json(after number: Int) -> JSON {
    .array(
      results.filter { $0.number > number }.map { result in
        .object([
          .init("number", .number(Double(result.number))),
          .init("job", .string(result.job.short)), .init("title", .string(result.title)),
          .init("seconds", .number(result.seconds)),
          .init("loss", result.loss.map { .number($0) } ?? .null),
        ])
      })
  }
}
