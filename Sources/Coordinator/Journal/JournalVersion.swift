internal import Documents

/// Makes the tables of a new journal, and refuses files that are none.
enum JournalVersion {
  static func prepare(_ database: borrowing Database, path: String) throws {
    let applicationID = try number(database, "PRAGMA application_id")
    let version = try number(database, "PRAGMA user_version")
    let tables = try number(database, "SELECT count(*) FROM sqlite_schema")
    if applicationID == 0, version == 0, tables == 0 {
      try database.execute(
        """
        BEGIN IMMEDIATE;
        \(Schema.tables)
        PRAGMA application_id = \(Schema.applicationID);
        PRAGMA user_version = \(Schema.version);
        COMMIT;
        """)
      return
    }
    try check(applicationID: applicationID, version: version, path: path)
  }

  static func check(_ database: borrowing Database, path: String) throws {
    try check(
      applicationID: number(database, "PRAGMA application_id"),
      version: number(database, "PRAGMA user_version"), path: path)
  }

  private static func check(applicationID: Int, version: Int, path: String) throws {
    guard applicationID == Schema.applicationID else {
      throw Failure(.data, "\(path) is not a Taskmap journal; use another --state")
    }
    guard version == Schema.version else {
      throw Failure(
        .data,
        "\(path) has schema version \(version), this program knows \(Schema.version); "
          + "use the program that made it, or another --state")
    }
  }

  static func number(_ database: borrowing Database, _ sql: String) throws -> Int {
    var value = 0
    let query = try database.prepare(sql)
    try query.visit { row in value = row.integer(0) }
    return value
  }
}
