/// The tables of the journal, as the steps that make them.
///
/// A new journal goes through all steps and an older one through those that it lacks, so that both
/// have the same tables. A step that was released is never changed: what is to be different
/// afterwards is a further step.
enum Schema {
  /// The schema's version, kept in `user_version`: how many steps the journal has gone through.
  static var version: Int { steps.count }
  /// The oldest version that can be brought up to date.
  static let oldest = 1
  /// Marks the file as a Taskmap journal ("TMAP").
  static let applicationID = 0x544d_4150

  static let steps = [
    // 1: the tables of the first release.
    """
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE jobs (
      number INTEGER PRIMARY KEY,
      identity BLOB NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      recipe TEXT NOT NULL,
      dependencies TEXT NOT NULL,
      numerics TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting',
      attempt INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0,
      crashes INTEGER NOT NULL DEFAULT 0,
      maximum_attempts INTEGER NOT NULL DEFAULT 1,
      maximum_crashes INTEGER NOT NULL DEFAULT 1,
      reason TEXT,
      result TEXT,
      checkpoint BLOB
    ) STRICT;

    CREATE TABLE grown (
      number INTEGER PRIMARY KEY,
      parent BLOB NOT NULL,
      job BLOB NOT NULL,
      UNIQUE (parent, job)
    ) STRICT;

    CREATE TABLE runs (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      spec TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      created REAL NOT NULL,
      changed REAL NOT NULL
    ) STRICT;

    CREATE TABLE run_jobs (
      number INTEGER PRIMARY KEY,
      run TEXT NOT NULL,
      job BLOB NOT NULL,
      UNIQUE (run, job)
    ) STRICT;

    CREATE TABLE attempts (
      job BLOB NOT NULL,
      attempt INTEGER NOT NULL,
      worker TEXT NOT NULL,
      hardware TEXT NOT NULL,
      started REAL NOT NULL,
      ended REAL,
      outcome TEXT,
      seconds REAL,
      reason TEXT,
      PRIMARY KEY (job, attempt)
    ) STRICT, WITHOUT ROWID;

    PRAGMA application_id = \(applicationID);
    """,

    // 2: silent workers are counted over restarts, runs belong to who submitted them, and that a
    // run's folder is written stands in its own row.
    """
    ALTER TABLE jobs ADD COLUMN silences INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN submitter TEXT;
    ALTER TABLE runs ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
    UPDATE runs SET published = 1
    WHERE EXISTS (SELECT 1 FROM settings WHERE settings.name = 'published ' || runs.id);
    DELETE FROM settings WHERE name LIKE 'published %';
    """,
  ]
}
