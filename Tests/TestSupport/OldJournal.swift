internal import CSQLite
internal import Documents
package import TaskSpace

/// A journal as the first release wrote it.
package enum OldJournal {
  /// Its jobs: one has succeeded, one is at its second attempt with the worker `w`, one waits for
  /// both, and one has failed.
  package static let jobs: [Job] = {
    func probe(_ number: Int, after dependencies: [Job.Dependency] = []) -> Job {
      Job(.probe(number: number, milliseconds: 0), after: dependencies, numerics: .cpu)
    }
    let first = probe(1)
    let second = probe(2, after: [.init("network", on: first.identity)])
    let third = probe(
      3,
      after: [.init("network", on: first.identity), .init("statistics", on: second.identity)])
    return [first, second, third, probe(4)]
  }()

  /// Writes it to the new file at `path`.
  package static func write(to path: String) throws {
    var sql = try Files.readText(script)
    for (index, job) in jobs.enumerated() {
      sql = sql.split(separator: "{\(index + 1)}", omittingEmptySubsequences: false)
        .joined(separator: job.identity.description)
    }
    try execute(sql, on: path)
  }

  /// Runs statements on the database at `path`, which is made where it is missing.
  package static func execute(_ sql: String, on path: String) throws {
    var database: OpaquePointer?
    defer { sqlite3_close_v2(database) }
    guard sqlite3_open(path, &database) == SQLITE_OK,
      sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK
    else { throw Failure(.software, String(cString: sqlite3_errmsg(database))) }
  }

  private static var script: String {
    Files.folder(of: #filePath) + "/Journals/version-1.sql"
  }
}
