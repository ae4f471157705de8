internal import Documents

/// Makes the tables of a new journal, brings those of an older one up to date, and refuses files
/// that are neither.
enum JournalVersion {
  /// Brings the file to version `newest` in one transaction: all of it, or none where it throws.
  ///
  /// - Returns: the older version that it had; nil where it is new or was of this version.
  static func prepare(
    _ database: borrowing Database, path: String, to newest: Int = Schema.version
  ) throws -> Int? {
    let found = try version(of: database, path: path)
    guard found < newest else { return nil }
    try database.execute("BEGIN IMMEDIATE")
    do {
      for step in Schema.steps[found..<newest] { try database.execute(step) }
      try database.execute("PRAGMA user_version = \(newest); COMMIT")
    } catch {
      database.rollBack()
      throw error
    }
    return found == 0 ? nil : found
  }

  /// Whether the file's tables are those of an older version.
  static func isOld(_ database: borrowing Database, path: String) throws -> Bool {
    try version(of: database, path: path) < Schema.version
  }

  /// The version of the file's tables; 0 where there are none yet.
  static func version(of database: borrowing Database, path: String) throws -> Int {
    let applicationID = try number(database, "PRAGMA application_id")
    let version = try number(database, "PRAGMA user_version")
    let tables = try number(database, "SELECT count(*) FROM sqlite_schema")
    if applicationID == 0, version == 0, tables == 0 { return 0 }
    guard applicationID == Schema.applicationID else {
      throw Failure(.data, "\(path) is not a Taskmap journal; use another --state")
    }
    guard version >= Schema.oldest else {
      throw Failure(
        .data,
        "\(path) has schema version \(version), the oldest that this program can bring up to date "
          + "is \(Schema.oldest); finish with the program that made it, or use another --state")
    }
    guard version <= Schema.version else {
      throw Failure(
        .data,
        "\(path) has schema version \(version), this program knows \(Schema.version); use the newer "
          + "program that wrote it, or another --state")
    }
    return version
  }

  static func number(_ database: borrowing Database, _ sql: String) throws -> Int {
    var value = 0
    let query = try database.prepare(sql)
    try query.visit { row in value = row.integer(0) }
    return value
  }
}
