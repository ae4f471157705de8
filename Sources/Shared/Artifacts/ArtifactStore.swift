package import Documents
internal import Glibc

/// A folder of artifacts, each in a file named by the SHA-256 of its content.
///
/// An artifact is there whole or not at all, and never changes. In a durable store it is on the
/// disk, with its name, before `insert` or `finish` returns; a cache saves that wait and may lose
/// files with the power. Any number of threads and programs may use one folder.
package struct ArtifactStore: Sendable {
  /// The folder's path.
  package let folder: String
  /// Whether artifacts survive a power loss.
  package let isDurable: Bool
  /// Bytes of the largest artifact that is taken.
  package let largest: Int

  /// Bytes of the largest artifact unless a store says otherwise.
  package static let largestByDefault = 4 << 30

  /// Opens the store in `folder`, which is made where it is missing.
  ///
  /// - Throws: `Failure` (io).
  package init(
    folder: String, isDurable: Bool = true, largest: Int = ArtifactStore.largestByDefault
  ) throws(Failure) {
    self.folder = folder
    self.isDurable = isDurable
    self.largest = largest
    try Files.makeFolder("\(folder)/partial")
    guard isDurable else { return }
    // Made at once rather than when needed, so that no artifact waits for its folder's name to
    // reach the disk.
    for byte in UInt8.min...UInt8.max {
      let name = "\(folder)/\(Self.hexadecimal(byte))"
      if !Files.exists(name) { try Files.makeFolder(name) }
    }
    try OpenFile.synchronizeFolder(folder)
    try OpenFile.synchronizeFolder(Files.folder(of: folder))
  }

  /// The durable store that is in `folder` already; nothing is made, so that it may be read only.
  package init(existing folder: String) {
    self.folder = folder
    isDurable = true
    largest = Self.largestByDefault
  }

  /// Whether the artifact is there.
  package func contains(_ digest: Digest) -> Bool { size(of: digest) != nil }

  /// The artifact's size in bytes; nil where it is not there.
  package func size(of digest: Digest) -> Int? { OpenFile.size(of: path(of: digest)) }

  /// The whole artifact.
  ///
  /// - Throws: `Failure`: missingInput where it is not there, io.
  package func read(_ digest: Digest) throws(Failure) -> [UInt8] {
    try Files.read(path(of: digest))
  }

  /// The whole artifact, whose content has its digest.
  ///
  /// - Throws: `Failure`: missingInput where it is not there, data where it is damaged, io.
  package func readIntact(_ digest: Digest) throws(Failure) -> [UInt8] {
    let bytes = try read(digest)
    guard Digest(of: bytes) == digest else {
      throw Failure(
        .data,
        "\(path(of: digest)) is damaged: its content has another digest than its name; restore it "
          + "from a backup, or remove it, and its job is done again when another one needs it")
    }
    return bytes
  }

  /// The part of the artifact in `range`.
  ///
  /// - Throws: `Failure`: missingInput where it is not there, data where it is shorter, io.
  package func read(_ digest: Digest, _ range: Range<Int>) throws(Failure) -> [UInt8] {
    let file = try OpenFile(reading: path(of: digest))
    let bytes = try file.read(range.count, at: range.lowerBound)
    guard bytes.count == range.count else {
      throw Failure(.data, "\(file.path) ends before byte \(range.upperBound)")
    }
    return bytes
  }

  /// The artifact in memory, read as it is touched.
  ///
  /// - Throws: `Failure`: missingInput where it is not there, io.
  package func map(_ digest: Digest) throws(Failure) -> MappedFile {
    try MappedFile(OpenFile(reading: path(of: digest)))
  }

  /// Keeps `content` and returns its name; nothing changes where it is there already.
  ///
  /// A file of another size is what a power loss left in a cache: it is replaced.
  /// - Throws: `Failure`: data where it is too large, io.
  @discardableResult
  package func insert(_ content: [UInt8]) throws(Failure) -> Digest {
    let digest = Digest(of: content)
    try checkSize(content.count, digest)
    if size(of: digest) == content.count { return digest }
    try prepareFolder(of: digest)
    try Files.write(content, to: path(of: digest), mode: 0o444, isDurable: isDurable)
    return digest
  }

  /// Removes the artifact; nothing where it is not there.
  package func remove(_ digest: Digest) { Files.remove(path(of: digest)) }

  /// All artifacts, in the order of their digests.
  package func list() -> [Digest] {
    (UInt8.min...UInt8.max).flatMap { byte in
      let start = Self.hexadecimal(byte)
      return Files.names(in: "\(folder)/\(start)").compactMap { name in
        Digest(hexadecimal: start + name)
      }
    }
  }

  /// Whether the artifact's content still has its digest; false where it is not there.
  ///
  /// - Throws: `Failure` (io).
  package func isIntact(_ digest: Digest) throws(Failure) -> Bool {
    guard contains(digest) else { return false }
    return try Self.digest(of: OpenFile(reading: path(of: digest))) == digest
  }

  /// The path of the artifact's file: what other programs may open.
  package func path(of digest: Digest) -> String {
    let name = digest.description
    return "\(folder)/\(name.prefix(2))/\(name.dropFirst(2))"
  }

  /// Makes the folder of the artifact's file in a cache; a durable store has it from the start.
  func prepareFolder(of digest: Digest) throws(Failure) {
    if !isDurable { try Files.makeFolder(Files.folder(of: path(of: digest))) }
  }

  /// Refuses artifacts that are too large.
  func checkSize(_ size: Int, _ digest: Digest) throws(Failure) {
    guard (0...largest).contains(size) else {
      throw Failure(
        .data, "artifact \(digest.short) has \(size) bytes; this store takes up to \(largest)")
    }
  }

  /// The digest of the file's content, read in pieces.
  static func digest(of file: borrowing OpenFile) throws(Failure) -> Digest {
    var hasher = Digest.Hasher()
    var offset = 0
    while true {
      let piece = try file.read(1 << 20, at: offset)
      if piece.isEmpty { return hasher.finish() }
      hasher.update(piece)
      offset += piece.count
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}
