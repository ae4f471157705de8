internal import Glibc

extension Files {
  /// The files under the folder at `path`, by their paths relative to it, sorted; hidden ones and
  /// what is no plain file are left out, and symbolic links are followed.
  ///
  /// - Throws: `Failure` (missingInput) where there is no such folder.
  package static func tree(in path: String) throws(Failure) -> [(path: String, size: Int)] {
    guard isFolder(path) else { throw Failure(.missingInput, "there is no folder \(path)") }
    var files: [(path: String, size: Int)] = []
    collect(path, prefix: "", depth: 0, into: &files)
    return files.sorted { $0.path < $1.path }
  }

  /// Whether there is a folder at `path`.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Removes the folder at `path` with all that is in it, as far as that is allowed; symbolic links
  /// are removed and not followed.
  package static func removeTree(_ path: String) {
    for name in names(in: path) {
      let entry = "\(path)/\(name)"
      var status = stat()
      guard lstat(entry, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { removeTree(entry) } else { remove(entry) }
    }
    rmdir(path)
  }

  private static func collect(
    _ folder: String, prefix: String, depth: Int, into files: inout [(path: String, size: Int)]
  ) {
    // A link that leads back up would have no end.
    guard depth < 32 else { return }
    for name in names(in: folder) where !name.hasPrefix(".") {
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        collect("\(folder)/\(name)", prefix: "\(prefix)\(name)/", depth: depth + 1, into: &files)
      case S_IFREG: files.append((prefix + name, Int(status.st_size)))
      default: continue
      }
    }
  }
}
