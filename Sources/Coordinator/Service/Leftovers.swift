internal import Documents
internal import Glibc

/// Files that a program began to write in a state folder, beside their place, and never finished.
struct Leftovers {
  /// Their paths, sorted.
  let paths: [String]

  /// Finds those in the folder itself, among the artifacts and in the folders of runs.
  ///
  /// Those of programs that are still at work do not count.
  init(in folder: StateFolder) {
    var folders = [folder.path, "\(folder.path)/runs"]
    folders += Files.names(in: folder.artifacts).map { "\(folder.artifacts)/\($0)" }
    for run in Files.names(in: "\(folder.path)/runs") {
      folders += [folder.run(run), "\(folder.run(run))/losses"]
    }
    paths = folders.flatMap { folder in
      Files.names(in: folder).filter(Self.isLeft).map { "\(folder)/\($0)" }
    }
  }

  /// Whether the name is `NAME.PROCESS.NUMBER.part`, as `Files.write` chooses it, of a process
  /// that has ended.
  private static func isLeft(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts.last == "part", UInt32(parts[parts.count - 2]) != nil,
      let process = Int32(parts[parts.count - 3]), process > 0
    else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }
}
