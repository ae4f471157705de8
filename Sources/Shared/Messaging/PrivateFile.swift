internal import CLinux
internal import Documents
internal import Glibc

/// JSON files with secrets: only their owner may read them.
enum PrivateFile {
  /// The text of the file at `path`.
  ///
  /// - Throws: `Failure`: missingInput where it is missing, data where others can read it.
  static func read(_ path: String) throws(Failure) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw Failure(.missingInput, "cannot open \(path): \(Files.reason)")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(
        .data,
        "\(path) holds a secret key that others on this machine can read; run: chmod 600 \(path)")
    }
    return try Files.readText(path)
  }

  /// Writes `json`, so that it is there whole or not at all.
  ///
  /// - Throws: `Failure` (io).
  static func write(_ json: JSON, to path: String) throws(Failure) {
    try Files.write(Array((json.text(.indented) + "\n").utf8), to: path, mode: 0o600)
  }
}
