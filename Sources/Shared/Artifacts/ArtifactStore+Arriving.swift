package import Documents
internal import Glibc

/// Artifacts that arrive in pieces.
///
/// The pieces are kept in `partial/DIGEST` until all are there, so that an upload goes on where it
/// broke off, even in another process. Only content with the right digest becomes an artifact.
extension ArtifactStore {
  /// Prepares for an artifact of `size` bytes, and returns how many of them are there already.
  ///
  /// `size` where the artifact is complete. Pieces that we may not write to are thrown away.
  /// - Throws: `Failure`: data where it is too large, io.
  package func begin(_ digest: Digest, size: Int) throws(Failure) -> Int {
    try checkSize(size, digest)
    if contains(digest) { return size }
    while true {
      if !OpenFile.isWritable(partialPath(of: digest)) { discard(digest) }
      let file = try OpenFile(updating: partialPath(of: digest), makesIt: true)
      guard file.hasItsPath() else {
        if contains(digest) { return size }
        continue
      }
      let arrived = try file.size()
      if arrived <= size { return arrived }
      // More than the artifact can have: these bytes belong to something else.
      discard(digest)
    }
  }

  /// Adds the piece that begins at `offset`, and returns how many bytes are there now.
  ///
  /// What is there already is left as it is, so that a piece may come twice.
  /// - Throws: `Failure`: missingInput before `begin`, data where pieces before this one are missing or
  ///   it exceeds the largest size, io.
  @discardableResult
  package func append(_ bytes: [UInt8], to digest: Digest, at offset: Int) throws(Failure) -> Int {
    if let size = size(of: digest) { return size }
    let file = try partial(digest)
    // Another peer may have completed it meanwhile: a finished file must not be touched.
    guard file.hasItsPath() else {
      if let size = size(of: digest) { return size }
      throw Failure(.data, "artifact \(digest.short) was discarded while it arrived")
    }
    let arrived = try file.size()
    guard (0...arrived).contains(offset) else {
      throw Failure(
        .data,
        "a piece of artifact \(digest.short) begins at \(offset), but \(arrived) bytes are there"
      )
    }
    let fresh = Array(bytes.dropFirst(arrived - offset))
    if fresh.isEmpty { return arrived }
    try checkSize(arrived + fresh.count, digest)
    try file.write(fresh, at: arrived)
    return arrived + fresh.count
  }

  /// Verifies the pieces and makes them an artifact; nothing where it is one already.
  ///
  /// Reads the whole file: about 2 ms for a megabyte.
  /// - Throws: `Failure`: missingInput before `begin`; data where the content has another digest, and
  ///   then the pieces are discarded; io.
  package func finish(_ digest: Digest) throws(Failure) {
    if contains(digest) {
      discard(digest)
      return
    }
    let file = try partial(digest)
    guard file.hasItsPath() else {
      if contains(digest) { return }
      throw Failure(.data, "artifact \(digest.short) was discarded while it arrived")
    }
    let found = try Self.digest(of: file)
    guard found == digest else {
      discard(digest)
      throw Failure(
        .data,
        "artifact \(digest.short) arrived damaged: its content has the digest \(found.short); "
          + "what arrived was discarded, send it again")
    }
    if isDurable { try file.synchronize() }
    try prepareFolder(of: digest)
    guard rename(file.path, path(of: digest)) == 0 else {
      throw Failure(.io, "cannot keep artifact \(digest.short) in \(folder): \(Files.reason)")
    }
    // Not before it has its name: pieces that cannot be written would be in the way for ever if
    // the process died in between.
    try file.makeReadOnly()
    if isDurable { try OpenFile.synchronizeFolder(Files.folder(of: path(of: digest))) }
  }

  /// Throws away the pieces of an artifact that will not be completed.
  package func discard(_ digest: Digest) { Files.remove(partialPath(of: digest)) }

  /// The artifacts of which pieces are there, in the order of their digests.
  package func arriving() -> [Digest] {
    Files.names(in: "\(folder)/partial").compactMap { Digest(hexadecimal: $0) }
  }

  private func partial(_ digest: Digest) throws(Failure) -> OpenFile {
    let path = partialPath(of: digest)
    guard Files.exists(path) else {
      throw Failure(.missingInput, "artifact \(digest.short) was not announced to \(folder)")
    }
    return try OpenFile(updating: path, makesIt: false)
  }

  /// The path of the file with the pieces of an artifact that arrives.
  package func partialPath(of digest: Digest) -> String { "\(folder)/partial/\(digest)" }
}
