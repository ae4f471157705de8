internal import CSQLite

/// A value in a row.
enum Value: Hashable, Sendable {
  case null
  case integer(Int)
  case double(Double)
  case text(String)
  case bytes([UInt8])

  /// The text, or null where there is none.
  static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
}

/// A prepared statement; it belongs to its database's thread and must not outlive it.
struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let database: OpaquePointer
  private let sql: String

  init(_ handle: OpaquePointer, of database: OpaquePointer, sql: String) {
    self.handle = handle
    self.database = database
    self.sql = sql
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs the statement; rows that it gives are dropped.
  borrowing func run(_ values: Value...) throws(SQLiteError) {
    try visit(values) { _ in }
  }

  /// Runs the statement and hands each row to `body`.
  borrowing func visit(
    _ values: [Value] = [], _ body: (borrowing Row) -> Void
  ) throws(SQLiteError) {
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw error(code) }
      body(Row(handle: handle))
    }
  }

  private borrowing func bind(_ value: Value, at index: Int32) throws(SQLiteError) {
    // SQLITE_TRANSIENT: SQLite copies the value before this call returns.
    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let code =
      switch value {
      case .null: sqlite3_bind_null(handle, index)
      case .integer(let value): sqlite3_bind_int64(handle, index, Int64(value))
      case .double(let value): sqlite3_bind_double(handle, index, value)
      case .text(let value):
        sqlite3_bind_text(handle, index, value, Int32(value.utf8.count), copying)
      case .bytes(let value):
        value.withUnsafeBytes {
          sqlite3_bind_blob(
            handle, index, $0.baseAddress ?? UnsafeRawPointer(handle), Int32($0.count), copying)
        }
      }
    guard code == SQLITE_OK else { throw error(code) }
  }

  private borrowing func error(_ code: Int32) -> SQLiteError {
    Database.error(code, sql, on: database)
  }
}

/// The present row of a statement.
struct Row: ~Copyable {
  let handle: OpaquePointer

  /// The integer in `column`; 0 where it is null.
  borrowing func integer(_ column: Int32) -> Int {
    Int(sqlite3_column_int64(handle, column))
  }

  /// The double in `column`; nil where it is null.
  borrowing func double(_ column: Int32) -> Double? {
    sqlite3_column_type(handle, column) == SQLITE_NULL
      ? nil : sqlite3_column_double(handle, column)
  }

  /// The text in `column`; nil where it is null.
  borrowing func text(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes in `column`; empty where it is null.
  borrowing func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
