internal import CSQLite
package import Documents

/// What SQLite reports when it cannot do what it was asked for.
package struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The extended result code.
  package let code: Int32
  /// What was being done.
  package let operation: String
  /// SQLite's own words.
  package let message: String

  package var description: String { "\(operation): \(message) (SQLite code \(code))" }

  /// Whether the disk is full, or a limit of the file system is reached.
  package var isDiskFull: Bool { code & 0xff == SQLITE_FULL }

  /// Whether there was no room for the file beside the journal through which its readers and
  /// writers see each other.
  private var isWithoutSharedMemory: Bool { code == SQLITE_IOERR | 19 << 8 }

  /// Any error of a body of work on the journal at `path`, as a person shall read it.
  static func failure(_ error: any Error, at path: String) -> Failure {
    if let failure = error as? Failure { return failure }
    if let error = error as? SQLiteError { return error.failure(at: path) }
    return Failure(.software, "\(path): \(error)")
  }

  /// The error as a person shall read it, about the journal at `path`.
  package func failure(at path: String) -> Failure {
    if isDiskFull || isWithoutSharedMemory {
      return Failure(
        .io, "the disk of \(path) is full; free some space and start again", isDiskFull: true)
    }
    if code & 0xff == SQLITE_NOTADB || code & 0xff == SQLITE_CORRUPT {
      return Failure(
        .data, "\(path) is damaged (\(message)); restore a copy or use another --state")
    }
    return Failure(.io, "\(path): \(self)")
  }
}
