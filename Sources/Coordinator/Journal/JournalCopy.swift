package import Documents

/// A copy of a journal as it is at one moment.
package enum JournalCopy {
  /// Copies the journal at `source`, which a coordinator may be writing, to the new file at
  /// `target` (sqlite.org/lang_vacuum.html, VACUUM INTO); the copy is of the same version.
  ///
  /// - Throws: `Failure`: missingInput where there is no journal, data where it is damaged or
  ///   newer than this program, io.
  package static func make(of source: String, at target: String) throws(Failure) {
    try JournalContent.readingAsItIs(source) { database in
      _ = try JournalVersion.version(of: database, path: source)
      let copy = try database.prepare("VACUUM INTO ?1")
      try copy.run(.text(target))
    }
  }
}
