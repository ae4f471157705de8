internal import Documents
internal import Glibc

/// Files of one kind in a folder, of which those go first that nobody used for the longest time.
struct LeastRecentlyUsed {
  let folder: String
  /// The end of the files' names.
  let ending: String

  /// Removes files until the rest and `size` more bytes take at most `limit` bytes.
  func shrink(to limit: Int, toFit size: Int) {
    var files = Files.names(in: folder).filter { $0.hasSuffix(ending) }.map { name in
      var status = stat()
      let found = lstat("\(folder)/\(name)", &status) == 0
      let time = status.st_mtim
      return (
        name: name, size: found ? Int(status.st_size) : 0,
        used: (time.tv_sec, time.tv_nsec)
      )
    }
    files.sort { $0.used < $1.used }
    var total = files.reduce(size) { $0 + $1.size }
    for file in files where total > limit {
      Files.remove("\(folder)/\(file.name)")
      total -= file.size
    }
  }
}
