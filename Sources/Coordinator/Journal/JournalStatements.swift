internal import Documents
internal import Scheduling
internal import TaskSpace
internal import Wire

/// The prepared statements that write changes.
struct JournalStatements: ~Copyable {
  private let begin: Statement
  private let end: Statement
  private let addRun: Statement
  private let setRun: Statement
  private let publish: Statement
  private let addJob: Statement
  private let grow: Statement
  private let setJob: Statement
  private let want: Statement
  private let startAttempt: Statement
  private let endAttempt: Statement
  private let setCheckpoint: Statement

  init(_ database: borrowing Database) throws(SQLiteError) {
    let begin = try database.prepare("BEGIN IMMEDIATE")
    let end = try database.prepare("COMMIT")
    let addRun = try database.prepare(
      """
      INSERT INTO runs (id, name, spec, submitter, state, created, changed)
      VALUES (?1, ?2, ?3, ?4, 'active', ?5, ?5)
      """)
    let setRun = try database.prepare(
      "UPDATE runs SET state = ?2, reason = ?3, changed = ?4, published = 0 WHERE id = ?1")
    let publish = try database.prepare("UPDATE runs SET published = 1 WHERE id = ?1")
    let addJob = try database.prepare(
      """
      INSERT INTO jobs (identity, kind, recipe, dependencies, numerics)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """)
    let grow = try database.prepare(
      "INSERT OR IGNORE INTO grown (parent, job) VALUES (?1, ?2)")
    let setJob = try database.prepare(
      """
      UPDATE jobs SET state = ?2, attempt = ?3, failures = ?4, crashes = ?5, silences = ?6,
        maximum_attempts = ?7, maximum_crashes = ?8, reason = ?9, result = ?10
      WHERE identity = ?1
      """)
    let want = try database.prepare("INSERT OR IGNORE INTO run_jobs (run, job) VALUES (?1, ?2)")
    let startAttempt = try database.prepare(
      """
      INSERT INTO attempts (job, attempt, worker, hardware, started)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """)
    let endAttempt = try database.prepare(
      """
      UPDATE attempts SET ended = ?3, outcome = ?4, seconds = ?5, reason = ?6
      WHERE job = ?1 AND attempt = ?2
      """)
    let setCheckpoint = try database.prepare(
      "UPDATE jobs SET checkpoint = ?2 WHERE identity = ?1")
    self.begin = begin
    self.end = end
    self.addRun = addRun
    self.setRun = setRun
    self.publish = publish
    self.addJob = addJob
    self.grow = grow
    self.setJob = setJob
    self.want = want
    self.startAttempt = startAttempt
    self.endAttempt = endAttempt
    self.setCheckpoint = setCheckpoint
  }

  /// Begins a transaction.
  borrowing func beginTransaction() throws(SQLiteError) { try begin.run() }

  /// Makes the transaction durable.
  borrowing func commitTransaction() throws(SQLiteError) { try end.run() }

  borrowing func apply(_ change: JournalChange, time: Double) throws(SQLiteError) {
    switch change {
    case .addRun(let id, let name, let spec, let submitter):
      try addRun.run(
        .text(id), .text(name), .text(spec.text()), .optional(submitter), .double(time))
    case .setRun(let id, let state, let reason):
      try setRun.run(.text(id), .text(state.rawValue), .optional(reason), .double(time))
    case .publish(let run): try publish.run(.text(run))
    case .addJob(let job):
      try addJob.run(
        .bytes(job.identity.bytes), .text(job.recipe.kind.rawValue),
        .text(job.recipe.json.text()), .text(JobRow.text(job.dependencies)),
        .text(job.numerics.name))
    case .grow(let parent, let job):
      try grow.run(.bytes(parent.bytes), .bytes(job.bytes))
    case .want(let run, let job):
      try want.run(.text(run), .bytes(job.bytes))
    case .setJob(
      let identity, let state, let attempt, let failures, let crashes, let silences,
      let maximumAttempts, let maximumCrashes, let reason, let result):
      try setJob.run(
        .bytes(identity.bytes), .text(state.rawValue), .integer(attempt), .integer(failures),
        .integer(crashes), .integer(silences), .integer(maximumAttempts), .integer(maximumCrashes),
        .optional(reason), .optional(result?.json.text()))
    case .startAttempt(let reference, let worker, let hardware):
      try startAttempt.run(
        .bytes(reference.job.bytes), .integer(reference.attempt), .text(worker),
        .text(hardware), .double(time))
    case .endAttempt(let reference, let outcome, let seconds, let reason):
      try endAttempt.run(
        .bytes(reference.job.bytes), .integer(reference.attempt), .double(time),
        .text(outcome), seconds.map { .double($0) } ?? .null, .optional(reason))
    case .checkpoint(let job, let digest):
      try setCheckpoint.run(.bytes(job.bytes), digest.map { .bytes($0.bytes) } ?? .null)
    }
  }
}
