internal import Artifacts
package import Documents
internal import Glibc
internal import Journal

/// What a state folder holds and no run needs.
///
/// Artifacts that no journaled job names are checkpoints of jobs that went on or are done, and what
/// was brought here by attempts that came to nothing. What came since the oldest running attempt
/// began is left alone: its worker may be about to tell a result that names it.
package struct StateGarbage: Sendable {
  /// How many artifacts, whole or in part, and their bytes.
  package let artifacts: (count: Int, bytes: Int)
  /// How many unfinished files, and their bytes.
  package let leftovers: (count: Int, bytes: Int)

  private let paths: [String]

  /// Looks for garbage in `folder`; nothing is changed.
  ///
  /// - Throws: `Failure`: missingInput where there is no journal, data where it is damaged.
  package init(in folder: StateFolder) throws(Failure) {
    let content = try JournalContent(path: folder.journal)
    let needed = NamedArtifacts(content.snapshot).digests
    let store = ArtifactStore(existing: folder.artifacts)
    let unnamed = store.list().filter { !needed.contains($0) }.map(store.path)
    let pieces = store.arriving().map(store.partialPath)
    let beginning = try JournalCheck.oldestRunningAttempt(path: folder.journal)
    let garbage = (unnamed + pieces).filter { path in
      beginning.map { Self.file(path).modified < $0 } ?? true
    }
    let leftovers = Leftovers(in: folder).paths
    artifacts = (garbage.count, garbage.reduce(0) { $0 + Self.file($1).bytes })
    self.leftovers = (leftovers.count, leftovers.reduce(0) { $0 + Self.file($1).bytes })
    paths = garbage + leftovers
  }

  /// Removes it.
  ///
  /// - Parameter lock: shows that no coordinator is at work in the folder, nor was while the
  ///   garbage was looked for.
  package func remove(holding lock: StateFolder.Lock) {
    withExtendedLifetime(lock) {
      for path in paths { Files.remove(path) }
    }
  }

  /// A file's size, and when it was written, in seconds since 1970.
  private static func file(_ path: String) -> (bytes: Int, modified: Double) {
    var status = stat()
    guard stat(path, &status) == 0 else { return (0, 0) }
    let modified = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    return (Int(status.st_size), modified)
  }
}
