package import Documents
package import Scheduling
package import TaskSpace

/// A run of a journal with its jobs counted, not read: quick for those who only look.
package struct RunSummary: Sendable {
  /// So many jobs of one kind are in one state.
  package struct Count: Hashable, Sendable {
    /// The kind.
    package let kind: JobKind
    /// The state; `waiting` stands for ready as well.
    package let state: JobState
    /// How many.
    package let jobs: Int
  }

  /// A job that failed for good.
  package struct FailedJob: Hashable, Sendable {
    /// Its identity.
    package let identity: Digest
    /// What people call it.
    package let title: String
    /// Why it failed.
    package let reason: String
  }

  /// The run's id.
  package let id: String
  /// What people call it.
  package let name: String
  /// Where it stands.
  package let state: RunRecord.State
  /// Why it was cancelled.
  package let reason: String?
  /// Its jobs by kind and state.
  package let counts: [Count]
  /// Its jobs that failed for good.
  package let failed: [FailedJob]

  /// The runs of the journal at `path`, oldest first; a coordinator may be writing it meanwhile.
  ///
  /// - Throws: `Failure`: missingInput where there is none, data where it is damaged.
  package static func all(path: String) throws(Failure) -> [RunSummary] {
    var runs: [RunSummary] = []
    try JournalContent.reading(path) { database in
      let counts = try counts(database)
      let failed = try failed(database)
      let query = try database.prepare("SELECT id, name, state, reason FROM runs ORDER BY number")
      try query.visit { row in
        guard let id = row.text(0), let name = row.text(1),
          let state = row.text(2).flatMap(RunRecord.State.init)
        else { return }
        runs.append(
          RunSummary(
            id: id, name: name, state: state, reason: row.text(3), counts: counts[id] ?? [],
            failed: failed[id] ?? []))
      }
    }
    return runs
  }

  private static func counts(
    _ database: borrowing Database
  ) throws(SQLiteError) -> [String: [Count]] {
    var counts: [String: [Count]] = [:]
    let query = try database.prepare(
      """
      SELECT run_jobs.run, jobs.kind, jobs.state, count(*)
      FROM run_jobs JOIN jobs ON jobs.identity = run_jobs.job
      GROUP BY run_jobs.run, jobs.kind, jobs.state
      """)
    try query.visit { row in
      guard let run = row.text(0), let kind = row.text(1).flatMap(JobKind.init),
        let state = row.text(2).flatMap(JobState.init)
      else { return }
      counts[run, default: []].append(Count(kind: kind, state: state, jobs: row.integer(3)))
    }
    return counts
  }

  private static func failed(
    _ database: borrowing Database
  ) throws(SQLiteError) -> [String: [FailedJob]] {
    var failed: [String: [FailedJob]] = [:]
    let query = try database.prepare(
      """
      SELECT run_jobs.run, jobs.identity, jobs.recipe, jobs.reason
      FROM run_jobs JOIN jobs ON jobs.identity = run_jobs.job
      WHERE jobs.state = 'failed' ORDER BY jobs.number
      """)
    try query.visit { row in
      guard let run = row.text(0), let identity = Digest(bytes: row.bytes(1)),
        let recipe = row.text(2).flatMap({ try? JSON(reading: $0) })
          .flatMap({ try? Recipe(json: $0) })
      else { return }
      failed[run, default: []].append(
        FailedJob(identity: identity, title: recipe.title, reason: row.text(3) ?? ""))
    }
    return failed
  }
}
