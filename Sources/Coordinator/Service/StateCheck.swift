internal import Artifacts
package import Documents
internal import Glibc
internal import Journal
internal import Scheduling

/// What is wrong with a state folder, found by reading it; nothing is changed.
///
/// A coordinator may be at work in it.
package struct StateCheck: Sendable {
  /// What is wrong and what to do about it, a sentence each.
  package private(set) var findings: [String] = []
  /// How many runs the journal holds.
  package private(set) var runs = 0
  /// How many jobs it holds.
  package private(set) var jobs = 0
  /// How many artifacts its jobs name, and their bytes.
  package private(set) var named = (count: 0, bytes: 0)
  /// How many artifacts nobody names, and their bytes.
  package private(set) var unnamed = (count: 0, bytes: 0)
  /// Whether there was a journal to read, right or wrong.
  package private(set) var isReadable = false
  /// How many files were begun by programs that did not finish them.
  package private(set) var leftovers = 0

  private let folder: StateFolder

  /// Checks everything in `folder`; reads every artifact.
  ///
  /// - Throws: `Failure`: missingInput where there is no journal, io where something cannot be read.
  package init(_ folder: StateFolder) throws(Failure) {
    self.folder = folder
    let check = try JournalCheck(path: folder.journal)
    let contradictions = check.content.map { SnapshotCheck($0.snapshot).findings } ?? []
    findings = (check.findings + contradictions).map {
      "\(folder.journal): \($0); restore a backup, or use another --state"
    }
    checkKeys()
    leftovers = Leftovers(in: folder).paths.count
    guard let content = check.content else { return }
    isReadable = true
    runs = content.snapshot.runs.count
    jobs = content.snapshot.jobs.count
    guard Files.isFolder(folder.artifacts) else {
      checkAbsence(content)
      return
    }
    try checkArtifacts(content, ArtifactStore(existing: folder.artifacts))
  }

  /// Secrets must be readable by their owner only.
  private mutating func checkKeys() {
    guard Files.exists(folder.keys) else { return }
    let files = Files.names(in: folder.keys).map { "\(folder.keys)/\($0)" }
    for (path, mode) in [(folder.keys, "700")] + files.map({ ($0, "600") }) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
      findings.append("\(path) is open to others on this machine; run: chmod \(mode) \(path)")
    }
  }

  private mutating func checkAbsence(_ content: JournalContent) {
    let due = NamedArtifacts(content.snapshot).entries.count(where: \.isDue)
    guard due > 0 else { return }
    findings.append(
      "\(folder.artifacts) is not there, though jobs name \(due) artifacts; restore a backup")
  }

  private mutating func checkArtifacts(
    _ content: JournalContent, _ store: ArtifactStore
  ) throws(Failure) {
    let entries = NamedArtifacts(content.snapshot).entries
    var seen: Set<Digest> = []
    var suspects: [NamedArtifacts.Entry] = []
    for entry in entries where entry.isDue && seen.insert(entry.digest).inserted {
      if try store.isIntact(entry.digest) {
        named.count += 1
        named.bytes += store.size(of: entry.digest) ?? 0
      } else {
        suspects.append(entry)
      }
    }
    let names = Set(entries.map(\.digest))
    for digest in store.list() where !names.contains(digest) {
      unnamed.count += 1
      unnamed.bytes += store.size(of: digest) ?? 0
    }
    guard !suspects.isEmpty else { return }
    // A coordinator may have gone on meanwhile and dropped what it needs no more.
    let due = NamedArtifacts(try JournalContent(path: folder.journal).snapshot)
      .entries.filter(\.isDue)
    let stillDue = Set(due.map(\.digest))
    for entry in suspects where stillDue.contains(entry.digest) {
      findings.append(Self.sentence(about: entry, in: store))
    }
  }

  private static func sentence(
    about entry: NamedArtifacts.Entry, in store: ArtifactStore
  ) -> String {
    let path = store.path(of: entry.digest)
    guard store.contains(entry.digest) else {
      return "\(path), \(entry.title), is not there; restore it from a backup, or its job is done "
        + "again when another one needs it"
    }
    return "\(path), \(entry.title), is damaged: its content has another digest than its name; "
      + "restore it from a backup, or remove it, and its job is done again when another one needs it"
  }
}
