package import Documents
internal import Scheduling

/// What is wrong with a journal, found by reading it; nothing is changed.
package struct JournalCheck: Sendable {
  /// What is not as it must be, a sentence each; empty for a journal that is right.
  package let findings: [String]
  /// All that it holds; nil where it cannot be read.
  package let content: JournalContent?

  /// What SQL can count, and how the count is told.
  private static let rules: [(sentence: String, count: String)] = [
    (
      "rows say that a run that is not there wants a job",
      "run_jobs WHERE run NOT IN (SELECT id FROM runs)"
    ),
    (
      "rows say that a run wants a job that is not there",
      "run_jobs WHERE job NOT IN (SELECT identity FROM jobs)"
    ),
    (
      "rows of grown jobs name one that is not there",
      """
      grown WHERE parent NOT IN (SELECT identity FROM jobs)
      OR job NOT IN (SELECT identity FROM jobs)
      """
    ),
    (
      "attempts belong to a job that is not there",
      "attempts WHERE job NOT IN (SELECT identity FROM jobs)"
    ),
    (
      "jobs have another number of attempts than they were given",
      """
      jobs WHERE attempt !=
      coalesce((SELECT max(attempt) FROM attempts WHERE job = jobs.identity), 0)
      """
    ),
    (
      "running jobs have no attempt under way",
      """
      jobs WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM attempts
      WHERE job = jobs.identity AND attempts.attempt = jobs.attempt AND ended IS NULL)
      """
    ),
    (
      "attempts never ended, though their jobs do not run",
      """
      attempts JOIN jobs ON jobs.identity = attempts.job WHERE attempts.ended IS NULL
      AND (jobs.state != 'running' OR attempts.attempt != jobs.attempt)
      """
    ),
    (
      "jobs succeeded without an attempt that did",
      """
      jobs WHERE state = 'succeeded' AND NOT EXISTS (SELECT 1 FROM attempts
      WHERE job = jobs.identity AND outcome = 'succeeded')
      """
    ),
    (
      "runs count as written though they have no end that is written",
      "runs WHERE published != 0 AND state IN ('active', 'cancelled')"
    ),
    (
      "runs are in a state that this program does not know",
      """
      runs WHERE state NOT IN
      (\(RunRecord.State.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
      """
    ),
  ]

  /// Checks the journal at `path`, which a coordinator may be writing at the same time.
  ///
  /// - Throws: `Failure`: missingInput where there is none, io where it cannot be read. A file
  ///   that is damaged, or of another version, is a finding.
  package init(path: String) throws(Failure) {
    var findings: [String] = []
    var content: JournalContent?
    do throws(Failure) {
      try JournalContent.reading(path) { database in
        try database.execute("BEGIN")
        findings += try Self.damages(database)
        for rule in Self.rules {
          let count = try JournalVersion.number(database, "SELECT count(*) FROM \(rule.count)")
          if count > 0 { findings.append("\(count) \(rule.sentence)") }
        }
        try database.execute("COMMIT")
      }
      content = try JournalContent(path: path)
    } catch {
      guard error.code == .data else { throw error }
      findings.append(error.message)
    }
    self.findings = findings
    self.content = content
  }

  /// What SQLite itself finds wrong with the file.
  private static func damages(_ database: borrowing Database) throws -> [String] {
    var damages: [String] = []
    let query = try database.prepare("PRAGMA integrity_check(10)")
    try query.visit { row in
      if let text = row.text(0), text != "ok" { damages.append("the file is damaged: \(text)") }
    }
    return damages
  }
}

extension JournalCheck {
  /// When the oldest attempt that runs was given out, in seconds since 1970; nil where none runs.
  ///
  /// - Throws: `Failure`: missingInput where there is no journal, data where it is damaged.
  package static func oldestRunningAttempt(path: String) throws(Failure) -> Double? {
    var oldest: Double?
    try JournalContent.reading(path) { database in
      let query = try database.prepare(
        """
        SELECT min(started) FROM attempts JOIN jobs
        ON jobs.identity = attempts.job AND jobs.attempt = attempts.attempt
        WHERE jobs.state = 'running'
        """)
      try query.visit { row in oldest = row.double(0) }
    }
    return oldest
  }
}
