package import Documents
package import Scheduling

/// The runs of a journal, without their jobs: quick to read.
package struct RunIndex: Sendable {
  /// How far a run is.
  package struct Count: Hashable, Sendable {
    /// What people call it.
    package let name: String
    /// Its jobs.
    package let jobs: Int
    /// Those of them that succeeded.
    package let done: Int
  }

  /// The runs' ids, oldest first.
  package let ids: [String]
  /// The state of each run.
  package let states: [String: RunRecord.State]

  /// How far each run is.
  package let counts: [String: Count]

  /// Reads the journal at `path`, which a coordinator may be writing at the same time.
  ///
  /// - Throws: `Failure`: missingInput where there is none, data where it is damaged.
  package init(path: String) throws(Failure) {
    var ids: [String] = []
    var states: [String: RunRecord.State] = [:]
    var counts: [String: Count] = [:]
    try JournalContent.reading(path) { database in
      let query = try database.prepare(
        """
        SELECT runs.id, runs.state, runs.name, count(jobs.identity),
          count(CASE jobs.state WHEN 'succeeded' THEN 1 END)
        FROM runs
        LEFT JOIN run_jobs ON run_jobs.run = runs.id
        LEFT JOIN jobs ON jobs.identity = run_jobs.job
        GROUP BY runs.number ORDER BY runs.number
        """)
      try query.visit { row in
        guard let id = row.text(0), let state = row.text(1).flatMap(RunRecord.State.init) else {
          return
        }
        ids.append(id)
        states[id] = state
        counts[id] = Count(name: row.text(2) ?? "", jobs: row.integer(3), done: row.integer(4))
      }
    }
    self.ids = ids
    self.states = states
    self.counts = counts
  }
}
