package import Documents
package import Scheduling
internal import TaskSpace

/// All that a journal holds, read in one go.
package struct JournalContent: Sendable {
  /// When a run was made and last changed, in seconds since 1970.
  package struct Times: Hashable, Sendable {
    /// When it was submitted first.
    package let created: Double
    /// When its state changed last.
    package let changed: Double
  }

  /// What a successful attempt took.
  package struct Work: Hashable, Sendable {
    /// Seconds on the worker.
    package let seconds: Double
    /// What it ran on.
    package let hardware: String
    /// When it ended, in seconds since 1970.
    package let ended: Double
  }

  /// Jobs and runs.
  package let snapshot: SchedulerSnapshot
  /// What each job's successful attempt took.
  package let work: [Digest: Work]
  /// When each run was made and last changed.
  package let times: [String: Times]

  /// Reads the journal at `path`, which a coordinator may be writing at the same time; one of an
  /// older version is read as if it were brought up to date.
  ///
  /// - Throws: `Failure`: missingInput where there is none, data where it is damaged or newer.
  package init(path: String) throws(Failure) {
    var content: JournalContent?
    try Self.reading(path) { database in
      content = try JournalContent(reading: database, path: path, checksIdentities: false)
    }
    guard let content else { preconditionFailure("the body ran, or reading threw") }
    self = content
  }

  /// Runs `body` on a connection that only reads; where the journal is of an older version, on a
  /// copy in memory that is of this one.
  static func reading(
    _ path: String, _ body: (borrowing Database) throws -> Void
  ) throws(Failure) {
    try readingAsItIs(path) { database in
      guard try JournalVersion.isOld(database, path: path) else { return try body(database) }
      let copy = try database.copyInMemory()
      _ = try JournalVersion.prepare(copy, path: path)
      try body(copy)
    }
  }

  /// Runs `body` on a connection that only reads, whichever version the journal is of.
  static func readingAsItIs(
    _ path: String, _ body: (borrowing Database) throws -> Void
  ) throws(Failure) {
    guard Files.exists(path) else {
      throw Failure(
        .missingInput,
        "there is no journal at \(path); submit a run first, or name its folder with --state")
    }
    do {
      let database = try Database(path: path, isReadOnly: true)
      try body(database)
    } catch {
      throw SQLiteError.failure(error, at: path)
    }
  }

  init(
    reading database: borrowing Database, path: String, checksIdentities: Bool
  ) throws(Failure) {
    do {
      try database.execute("BEGIN")
      let jobs = try Self.jobs(database, checksIdentities: checksIdentities)
      let runs = try Self.runs(database)
      snapshot = SchedulerSnapshot(jobs: jobs, runs: runs.kept)
      times = runs.times
      work = try Self.work(database)
      try database.execute("COMMIT")
    } catch {
      // The connection may be used again, for commits among other things.
      try? database.execute("ROLLBACK")
      throw SQLiteError.failure(error, at: path)
    }
  }

  /// The mean seconds of each kind of job, for estimates.
  package var durations: DurationEstimates {
    var sums: [JobKind: (count: Double, seconds: Double)] = [:]
    for job in snapshot.jobs {
      guard let seconds = work[job.job.identity]?.seconds else { continue }
      let old = sums[job.job.recipe.kind] ?? (0, 0)
      sums[job.job.recipe.kind] = (old.count + 1, old.seconds + seconds)
    }
    return DurationEstimates(means: sums.mapValues { $0.seconds / $0.count })
  }

  private static func jobs(
    _ database: borrowing Database, checksIdentities: Bool
  ) throws -> [SchedulerSnapshot.KeptJob] {
    var jobs: [SchedulerSnapshot.KeptJob] = []
    var malformed: Failure?
    let grown = try grown(database)
    let query = try database.prepare(
      """
      SELECT \(JobRow.columns) FROM jobs
      LEFT JOIN attempts ON attempts.job = jobs.identity AND attempts.attempt = jobs.attempt
      ORDER BY jobs.number
      """)
    try query.visit { row in
      guard malformed == nil else { return }
      do throws(Failure) {
        jobs.append(try JobRow.kept(row, grown: grown, checksIdentity: checksIdentities))
      } catch {
        malformed = error
      }
    }
    if let malformed { throw malformed }
    return jobs
  }

  /// The jobs that each expand node added.
  private static func grown(
    _ database: borrowing Database
  ) throws(SQLiteError) -> [Digest: [Digest]] {
    var grown: [Digest: [Digest]] = [:]
    let query = try database.prepare("SELECT parent, job FROM grown ORDER BY number")
    try query.visit { row in
      guard let parent = Digest(bytes: row.bytes(0)), let job = Digest(bytes: row.bytes(1)) else {
        return
      }
      grown[parent, default: []].append(job)
    }
    return grown
  }

  private static func runs(
    _ database: borrowing Database
  ) throws -> (kept: [SchedulerSnapshot.KeptRun], times: [String: Times]) {
    var members: [String: [Digest]] = [:]
    let memberQuery = try database.prepare("SELECT run, job FROM run_jobs ORDER BY number")
    try memberQuery.visit { row in
      guard let run = row.text(0), let job = Digest(bytes: row.bytes(1)) else { return }
      members[run, default: []].append(job)
    }
    var runs: [SchedulerSnapshot.KeptRun] = []
    var times: [String: Times] = [:]
    let query = try database.prepare(
      """
      SELECT id, name, spec, state, reason, created, changed, published, submitter
      FROM runs ORDER BY number
      """)
    try query.visit { row in
      guard let id = row.text(0), let name = row.text(1),
        let spec = row.text(2).flatMap({ try? JSON(reading: $0) }),
        let state = row.text(3).flatMap(RunRecord.State.init(rawValue:))
      else { return }
      runs.append(
        .init(
          id: id, name: name, spec: spec, submitter: row.text(8), state: state,
          reason: row.text(4), jobs: members[id] ?? [], isPublished: row.integer(7) != 0))
      times[id] = Times(created: row.double(5) ?? 0, changed: row.double(6) ?? 0)
    }
    return (runs, times)
  }

  private static func work(
    _ database: borrowing Database
  ) throws(SQLiteError) -> [Digest: Work] {
    var work: [Digest: Work] = [:]
    let query = try database.prepare(
      "SELECT job, seconds, hardware, ended FROM attempts WHERE outcome = 'succeeded'")
    try query.visit { row in
      guard let job = Digest(bytes: row.bytes(0)) else { return }
      work[job] = Work(
        seconds: row.double(1) ?? 0, hardware: row.text(2) ?? "", ended: row.double(3) ?? 0)
    }
    return work
  }
}
