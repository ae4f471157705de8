package import Documents
package import Scheduling

/// The runs of a journal, without their jobs: quick to read.
package struct RunIndex: Sendable {
  /// The runs' ids, oldest first.
  package let ids: [String]
  /// The state of each run.
  package let states: [String: RunRecord.State]

  /// Reads the journal at `path`, which a coordinator may be writing at the same time.
  ///
  /// - Throws: `Failure`: missingInput where there is none, data where it is damaged.
  package init(path: String) throws(Failure) {
    var ids: [String] = []
    var states: [String: RunRecord.State] = [:]
    try JournalContent.reading(path) { database in
      let query = try database.prepare("SELECT id, state FROM runs ORDER BY number")
      try query.visit { row in
        guard let id = row.text(0), let state = row.text(1).flatMap(RunRecord.State.init) else {
          return
        }
        ids.append(id)
        states[id] = state
      }
    }
    self.ids = ids
    self.states = states
  }
}
