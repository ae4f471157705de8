package import Documents

/// Whether a journal was written by an older version of the program.
package enum JournalAge {
  /// What its reader should know about the journal at `path`; nil where it is of this version.
  ///
  /// - Throws: `Failure`: missingInput where there is none, data where it is damaged or newer.
  package static func note(path: String) throws(Failure) -> String? {
    var note: String?
    try JournalContent.readingAsItIs(path) { database in
      let version = try JournalVersion.version(of: database, path: path)
      // An empty file is a journal that is only being made.
      guard version > 0, version < Schema.version else { return }
      note =
        "\(path) has schema version \(version) and is left so; the next coordinator that uses it "
        + "brings it to version \(Schema.version), which older programs cannot read"
    }
    return note
  }
}
