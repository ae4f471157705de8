internal import CSQLite
internal import Documents
internal import Glibc

/// A connection to one SQLite file, for one thread.
struct Database: ~Copyable {
  /// How often a log that another connection copies is tried again.
  private static let tries = 10

  private let handle: OpaquePointer

  /// Opens the file at `path`, and makes it where it is missing and may be written.
  ///
  /// - Parameter fileSystem: the name of a registered VFS; nil for the operating system's files.
  init(
    path: String, isReadOnly: Bool = false, fileSystem: String? = nil
  ) throws(SQLiteError) {
    var handle: OpaquePointer?
    let flags =
      (isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
      | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let isUnchanging = isReadOnly && Self.isUnchanging(path)
    let code = sqlite3_open_v2(
      isUnchanging ? Self.unchangingAddress(path) : path, &handle,
      isUnchanging ? flags | SQLITE_OPEN_URI : flags, fileSystem)
    guard code == SQLITE_OK, let handle else {
      let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw SQLiteError(code: code, operation: "open \(path)", message: message)
    }
    self.handle = handle
    sqlite3_busy_timeout(handle, 5_000)
  }

  /// Whether nobody writes the file and we could not make the files beside it that reading one
  /// in WAL mode needs: a copy on a disk, or of a person, that only allows to read.
  private static func isUnchanging(_ path: String) -> Bool {
    !Files.exists("\(path)-wal") && access(Files.folder(of: path), W_OK) != 0
  }

  /// The file's address that tells SQLite so (sqlite.org/uri.html).
  private static func unchangingAddress(_ path: String) -> String {
    let name = path.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "?": "%3f"
      case "#": "%23"
      default: String(scalar)
      }
    }
    return "file:\(name.joined())?immutable=1"
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that give no rows.
  borrowing func execute(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, sql) }
  }

  /// Prepares a statement that is run often.
  borrowing func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw error(code, sql) }
    return Statement(statement, of: handle, sql: sql)
  }

  /// Takes back what the transaction has done.
  borrowing func rollBack() {
    // SQLite may have done so already; then this says so.
    try? execute("ROLLBACK")
  }

  /// Makes durable what the log holds, before anything is built on it.
  ///
  /// A process that died may have left a commit in the log that never reached the disk. As long as
  /// that is so, the system may still take it back when it fails to write.
  borrowing func makeLogDurable() throws(SQLiteError) {
    var code = SQLITE_BUSY
    for _ in 0..<Self.tries where code & 0xff == SQLITE_BUSY {
      code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
    // A full disk stops only the copying into the database, which comes after the log.
    guard code == SQLITE_OK || code & 0xff == SQLITE_FULL else {
      throw error(code, "make the journal's log durable")
    }
  }

  /// Copies the log into the database after each commit by which it has so many pages or more.
  ///
  /// SQLite's own copying (wal_autocheckpoint) keeps quiet where it fails. But where the system then
  /// gives up what it could not write, pages are gone that count as copied, because they were, in an
  /// earlier part of the copying that readers had cut short. So here the commit reports it, though
  /// it is in the log; its process ends, and the next one copies the log from its beginning.
  borrowing func copyLog(whenItHas pages: Int) {
    precondition(pages > 0, "a commit has a page at least")
    let hook:
      @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32
      ) -> Int32 = { limit, connection, name, pages in
        guard Int(pages) >= Int(bitPattern: limit) else { return SQLITE_OK }
        let code = sqlite3_wal_checkpoint_v2(
          connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        // Where it is busy, or the disk is full, the next commit tries again.
        return code & 0xff == SQLITE_IOERR ? code : SQLITE_OK
      }
    sqlite3_wal_hook(handle, hook, UnsafeMutableRawPointer(bitPattern: pages))
  }

  /// A copy in memory of the file as it is at this moment (sqlite.org/backup.html).
  borrowing func copyInMemory() throws(SQLiteError) -> Database {
    let copy = try Database(path: ":memory:")
    let operation = "copy the journal into memory"
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.error(sqlite3_errcode(copy.handle), operation)
    }
    let code = sqlite3_backup_step(backup, -1)
    sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw copy.error(code, operation) }
    return copy
  }

  private borrowing func error(_ code: Int32, _ operation: String) -> SQLiteError {
    Self.error(code, operation, on: handle)
  }

  /// What went wrong on `connection`.
  ///
  /// After a read or write that failed, what SQLite knows of its log may differ from what the file
  /// holds: a system may give up what it could not write. So the log is not copied into the
  /// database when such a connection closes; the next one reads it anew.
  static func error(
    _ code: Int32, _ operation: String, on connection: OpaquePointer
  ) -> SQLiteError {
    if code & 0xff == SQLITE_IOERR { _ = taskmap_keep_log(connection) }
    return SQLiteError(
      code: code, operation: operation, message: String(cString: sqlite3_errmsg(connection)))
  }
}
