/// How SQLite reaches a journal's file.
package struct JournalDisk: Sendable {
  /// The name of a registered VFS (sqlite.org/vfs.html); nil for the operating system's files.
  package let fileSystem: String?
  /// After how many pages of 4 kB the write-ahead log is carried over into the file.
  package let checkpointPages: Int

  /// The operating system's files, and SQLite's usual checkpoints, unless something else is named.
  package init(fileSystem: String? = nil, checkpointPages: Int = 1_000) {
    self.fileSystem = fileSystem
    self.checkpointPages = checkpointPages
  }
}
