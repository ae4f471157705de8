package import Documents
package import Scheduling

/// What the coordinator must not forget, in one SQLite file.
///
/// One transaction a turn: all changes of a turn become durable together, or none does. It
/// belongs to one thread.
package struct Journal: ~Copyable {
  /// Where it lies.
  package let path: String
  /// How often a coordinator was started on it, this time included.
  package let epoch: Int
  /// The older version from which it was brought up to date now; nil where it needed nothing.
  package let oldVersion: Int?

  private let database: Database
  private let statements: JournalStatements

  /// Opens the journal at `path`, makes it where it is missing, brings it up to date where it is
  /// older, and counts the start.
  ///
  /// - Parameter disk: how SQLite reaches the file.
  /// - Throws: `Failure`: io where the file cannot be used, data where it is no journal, is
  ///   damaged, or of a version that this program does not know.
  package static func open(
    _ path: String, on disk: JournalDisk = JournalDisk()
  ) throws(Failure) -> Journal {
    do {
      return try Journal(opening: path, on: disk)
    } catch {
      throw SQLiteError.failure(error, at: path)
    }
  }

  private init(opening path: String, on disk: JournalDisk) throws {
    let database = try Self.connect(path, disk)
    let oldVersion = try JournalVersion.prepare(database, path: path)
    let epoch = try Self.countStart(database)
    let statements = try JournalStatements(database)
    self.path = path
    self.epoch = epoch
    self.oldVersion = oldVersion
    self.database = database
    self.statements = statements
  }

  private static func connect(_ path: String, _ disk: JournalDisk) throws -> Database {
    let database = try Database(path: path, fileSystem: disk.fileSystem)
    // FULL: a commit waits for the disk, so that what was acknowledged survives a power cut.
    try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    database.copyLog(whenItHas: disk.checkpointPages)
    try database.makeLogDurable()
    return database
  }

  /// Makes an empty journal as the first release did, to see how it is brought up to date.
  ///
  /// - Throws: `Failure` as `open` does.
  package static func beginOldest(
    _ path: String, on disk: JournalDisk = JournalDisk()
  ) throws(Failure) {
    do {
      let database = try connect(path, disk)
      _ = try JournalVersion.prepare(database, path: path, to: Schema.oldest)
    } catch {
      throw SQLiteError.failure(error, at: path)
    }
  }

  private static func countStart(_ database: borrowing Database) throws(SQLiteError) -> Int {
    try database.execute(
      """
      INSERT INTO settings VALUES ('epoch', '1')
      ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1
      """)
    var epoch = 0
    let query = try database.prepare("SELECT value FROM settings WHERE name = 'epoch'")
    try query.visit { row in epoch = row.text(0).flatMap { Int($0) } ?? 0 }
    return epoch
  }

  /// Keeps all of `changes`, or, where it throws, none of them.
  ///
  /// - Parameter time: the wall clock, in seconds since 1970.
  /// - Throws: `SQLiteError`; nothing of `changes` is kept then.
  package borrowing func commit(
    _ changes: [JournalChange], time: Double
  ) throws(SQLiteError) {
    guard !changes.isEmpty else { return }
    try statements.beginTransaction()
    do {
      for change in changes { try statements.apply(change, time: time) }
      try statements.commitTransaction()
    } catch {
      database.rollBack()
      throw error
    }
  }

  /// What a scheduler goes on from.
  ///
  /// - Throws: `Failure` (data) where the journal contradicts itself.
  package borrowing func snapshot() throws(Failure) -> JournalContent {
    try JournalContent(reading: database, path: path, checksIdentities: true)
  }
}
