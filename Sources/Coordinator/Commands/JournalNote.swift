internal import Documents
internal import Journal
internal import Service
internal import Terminal

/// What commands that read a journal, or copy it, say about one of an older version.
enum JournalNote {
  /// Says it on standard error; nothing about a journal of this version.
  static func show(_ folder: StateFolder) throws(Failure) {
    guard let note = try JournalAge.note(path: folder.journal) else { return }
    Output.error("note: \(note)\n")
  }
}
