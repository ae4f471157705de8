internal import Documents
internal import Glibc

/// What writers that were killed left in a worker's cache: files that never got their names.
enum AbandonedFiles {
  /// The folders of the cache with files that are written beside their place first.
  private static let folders = ["artifacts", "temporary", "representations", "grams", "outbox"]
  private static let roomsPrefix = "scenes-"
  /// Seconds after which nobody is still writing.
  private static let age = 3_600

  /// Removes those that are older than an hour from the cache in `folder`.
  ///
  /// Nothing else is touched, whatever a person keeps in that folder.
  static func remove(from folder: String) {
    for name in Files.names(in: folder)
    where folders.contains(name) || name.hasPrefix(roomsPrefix) {
      removeAll(in: "\(folder)/\(name)", before: time(nil) - age)
    }
  }

  private static func removeAll(in folder: String, before limit: Int) {
    for name in Files.names(in: folder) {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        removeAll(in: path, before: limit)
      } else if isUnfinished(name), status.st_mtim.tv_sec < limit {
        Files.remove(path)
      }
    }
  }

  /// Whether `Files.write` gives such names: NAME.PROCESS.RANDOM.part.
  private static func isUnfinished(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return parts.count >= 4 && parts.last == "part"
      && parts.suffix(3).prefix(2).allSatisfy { UInt32($0) != nil }
  }
}
