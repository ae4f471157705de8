internal import Artifacts
package import Documents
internal import Glibc
internal import Journal

/// A copy of a state folder that is a state folder itself.
///
/// The journal is copied as it is at one moment; what it names was there before. Artifacts and
/// results never change, so their copies are hard links where the file system allows it.
package struct StateBackup: Sendable {
  /// How many artifacts it holds, and their bytes.
  package private(set) var artifacts = (count: 0, bytes: 0)
  /// How many runs have their folder in it.
  package private(set) var runs = 0
  /// How many artifacts are named by the journal and were not there to be copied.
  package private(set) var missing = 0

  private let source: StateFolder

  /// Copies `source`, where a coordinator may be at work, to the new folder at `path`, which is
  /// there whole or not at all.
  ///
  /// - Parameter takesKeys: whether the keys are copied, without which all access is granted anew.
  /// - Throws: `Failure`: usage where `path` is there already, missingInput, data, io.
  package init(of source: StateFolder, at path: String, takesKeys: Bool) throws(Failure) {
    self.source = source
    guard !Files.exists(path) else {
      throw Failure(.usage, "\(path) is there already; name a new folder")
    }
    guard Files.exists(source.journal) else {
      throw Failure(
        .missingInput, "there is no journal at \(source.journal); name its folder with --state")
    }
    let growing = StateFolder("\(path).\(getpid()).part")
    do throws(Failure) {
      try copy(to: growing, takesKeys: takesKeys)
    } catch {
      Files.removeTree(growing.path)
      throw error
    }
    guard rename(growing.path, path) == 0 else {
      let reason = Files.reason
      Files.removeTree(growing.path)
      throw Failure(.io, "cannot name the backup \(path): \(reason)")
    }
    sync()
  }

  private mutating func copy(to target: StateFolder, takesKeys: Bool) throws(Failure) {
    try Files.makeFolder(target.path)
    try JournalCopy.make(of: source.journal, at: target.journal)
    try copyArtifacts(to: ArtifactStore(folder: target.artifacts), target)
    try copyRuns(to: target)
    if takesKeys { try copyKeys(to: target) }
    // The journal's copy and the names of links are not durable yet; this waits until they are.
    sync()
  }

  private mutating func copyArtifacts(
    to copies: ArtifactStore, _ target: StateFolder
  ) throws(Failure) {
    let store = ArtifactStore(existing: source.artifacts)
    let content = try JournalContent(path: target.journal)
    for digest in NamedArtifacts(content.snapshot).digests.sorted() {
      guard let size = store.size(of: digest) else {
        missing += 1
        continue
      }
      try Self.copy(store.path(of: digest), to: copies.path(of: digest), mode: 0o444)
      artifacts.count += 1
      artifacts.bytes += size
    }
  }

  private mutating func copyRuns(to target: StateFolder) throws(Failure) {
    for run in Files.names(in: "\(source.path)/runs") where Files.isFolder(source.run(run)) {
      runs += 1
      for file in try Files.tree(in: source.run(run)) where !file.path.hasSuffix(".part") {
        let copy = "\(target.run(run))/\(file.path)"
        try Files.makeFolder(Files.folder(of: copy))
        try Self.copy("\(source.run(run))/\(file.path)", to: copy, mode: 0o644)
      }
    }
  }

  private func copyKeys(to target: StateFolder) throws(Failure) {
    try Files.makeFolder(target.keys, mode: 0o700)
    for name in Files.names(in: source.keys) where name.hasSuffix(".json") {
      try Files.write(
        Files.read("\(source.keys)/\(name)"), to: "\(target.keys)/\(name)", mode: 0o600)
    }
  }

  /// Links a file that is only ever replaced as a whole, or copies it where it cannot be linked.
  private static func copy(_ path: String, to copy: String, mode: UInt32) throws(Failure) {
    if link(path, copy) == 0 { return }
    try Files.write(Files.read(path), to: copy, mode: mode)
  }
}
