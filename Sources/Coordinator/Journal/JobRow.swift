internal import Documents
internal import Scheduling
internal import TaskSpace

/// A job as a row of the journal.
enum JobRow {
  /// The columns that `kept` reads, in its order.
  static let columns = """
    jobs.identity, jobs.recipe, jobs.dependencies, jobs.numerics, jobs.state, jobs.attempt,
    jobs.failures, jobs.crashes, jobs.silences, jobs.maximum_attempts, jobs.maximum_crashes,
    jobs.reason, jobs.result, jobs.checkpoint, attempts.worker
    """

  /// Dependencies as text: a role and an identity each.
  static func text(_ dependencies: [Job.Dependency]) -> String {
    JSON.array(
      dependencies.map { [.string($0.role), .string($0.identity.description)] }
    ).text()
  }

  /// The job in a row; its identity is made anew only for those who act on it.
  ///
  /// - Throws: `Failure` (data) where the row is malformed or the identity is not the job's.
  static func kept(
    _ row: borrowing Row, grown: [Digest: [Digest]], checksIdentity: Bool
  ) throws(Failure) -> SchedulerSnapshot.KeptJob {
    guard let identity = Digest(bytes: row.bytes(0)), let recipe = row.text(1),
      let dependencies = row.text(2), let numerics = row.text(3),
      let state = row.text(4).flatMap(JobState.init(rawValue:))
    else { throw Failure(.data, "the journal has a malformed job") }
    let job = Job(
      try Recipe(json: JSON(reading: recipe)), after: try list(dependencies),
      numerics: NumericsClass(numerics), keptIdentity: identity)
    guard !checksIdentity || job.isKnownRightly else {
      throw Failure(
        .data,
        "the journal's job \(identity.short) was made by another version of the program; "
          + "use that version, or another --state")
    }
    var result: JobResult?
    if let text = row.text(12) { result = try JobResult(json: JSON(reading: text)) }
    return SchedulerSnapshot.KeptJob(
      job: job, state: state, attempt: row.integer(5), failures: row.integer(6),
      crashes: row.integer(7), silences: row.integer(8), maximumAttempts: row.integer(9),
      maximumCrashes: row.integer(10), reason: row.text(11), result: result,
      checkpoint: Digest(bytes: row.bytes(13)), grown: grown[identity] ?? [],
      worker: row.text(14))
  }

  private static func list(_ text: String) throws(Failure) -> [Job.Dependency] {
    var list: [Job.Dependency] = []
    for pair in try JSON(reading: text).array ?? [] {
      guard let parts = pair.array, parts.count == 2, let role = parts[0].text,
        let identity = parts[1].text.flatMap({ Digest(hexadecimal: $0) })
      else { throw Failure(.data, "the journal has a malformed dependency") }
      list.append(.init(role, on: identity))
    }
    return list
  }
}
