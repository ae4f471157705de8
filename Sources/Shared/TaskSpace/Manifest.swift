package import Documents

/// What files a dataset has: their names and sizes, and, where somebody read them all, their
/// SHA-256.
///
/// The digest of a manifest is a part of the identities of all jobs that use the files. With names
/// and sizes it is made in moments and tells other files from these; with contents it also finds
/// files that were damaged on the way, when they are read.
package struct Manifest: Hashable, Sendable {
  private static let title = "taskmap manifest 1 "

  /// One file.
  package struct Entry: Hashable, Sendable {
    /// The path inside the dataset's folder.
    package let path: String
    /// The size in bytes.
    package let size: Int
    /// SHA-256 of the content; nil where nobody read it.
    package let content: Digest?

    /// Makes an entry.
    package init(path: String, size: Int, content: Digest?) {
      self.path = path
      self.size = size
      self.content = content
    }
  }

  /// What `--data NAME=DIR` calls the dataset.
  package let name: String
  /// The files, sorted by path.
  package let entries: [Entry]
  /// The manifest's own name: SHA-256 of all entries.
  package let digest: Digest

  /// Makes the manifest of the dataset `name` with these files.
  package init(name: String, entries: [Entry]) {
    self.name = name
    self.entries = entries.sorted { $0.path < $1.path }
    var hasher = Digest.Hasher()
    for entry in self.entries { hasher.update(Array((Self.line(entry) + "\n").utf8)) }
    digest = hasher.finish()
  }

  /// The manifest of all files in `folder`, by names and sizes; hidden files do not count.
  ///
  /// - Throws: `Failure` (missingInput) where the folder is missing or empty.
  package init(name: String, folder: String) throws(Failure) {
    let files = try Files.tree(in: folder)
    guard !files.isEmpty else {
      throw Failure(
        .missingInput, "the folder \(folder) of the dataset \"\(name)\" has no files; name another")
    }
    self.init(
      name: name, entries: files.map { Entry(path: $0.path, size: $0.size, content: nil) })
  }

  /// Whether the contents of all files are known.
  package var hasContents: Bool { entries.allSatisfy { $0.content != nil } }

  /// The same files by names and sizes alone.
  package var bySize: Manifest {
    Manifest(
      name: name, entries: entries.map { Entry(path: $0.path, size: $0.size, content: nil) })
  }

  /// The manifest as a text file, a line for each file.
  package var text: String {
    ([Self.title + name] + entries.map(Self.line)).joined(separator: "\n") + "\n"
  }

  private static func line(_ entry: Entry) -> String {
    "\(entry.content?.description ?? "-") \(entry.size) \(entry.path)"
  }

  /// Reads what `text` wrote.
  ///
  /// - Parameter file: its name, for messages.
  /// - Throws: `Failure` (data) that names the line.
  package init(text: String, file: String) throws(Failure) {
    let lines = text.split(separator: "\n")
    guard let first = lines.first, first.hasPrefix(Self.title),
      first.utf8.count > Self.title.utf8.count
    else {
      throw Failure(
        .data,
        "\(file) is no manifest; 'worker check-data SPEC --data NAME=DIR --manifest FILE' "
          + "writes one")
    }
    var entries: [Entry] = []
    for (number, line) in lines.enumerated().dropFirst() {
      let parts = line.split(separator: " ", maxSplits: 2)
      let content = parts.first.flatMap { Digest(hexadecimal: $0) }
      guard parts.count == 3, content != nil || parts[0] == "-", let size = Int(parts[1]),
        size >= 0
      else {
        throw Failure(
          .data,
          "\(file), line \(number + 1): not a digest, a size and a path; write the "
            + "manifest anew")
      }
      entries.append(Entry(path: String(parts[2]), size: size, content: content))
    }
    self.init(name: String(first.dropFirst(Self.title.count)), entries: entries)
  }

  /// What differs from `other`, as a sentence for people; nil where nothing does.
  package func difference(from other: Manifest) -> String? {
    let mine = Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.size) })
    let others = Dictionary(uniqueKeysWithValues: other.entries.map { ($0.path, $0.size) })
    let missing = entries.filter { others[$0.path] == nil }
    let further = other.entries.filter { mine[$0.path] == nil }
    let resized = entries.filter { entry in others[entry.path].map { $0 != entry.size } ?? false }
    var parts: [String] = []
    for (list, what) in [
      (missing, "missing"), (further, "not in the manifest"), (resized, "of another size"),
    ] {
      if let first = list.first { parts.append("\(list.count) \(what), such as \(first.path)") }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
