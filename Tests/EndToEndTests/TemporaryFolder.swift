internal import Documents
internal import Glibc

/// A folder of its own for a test, removed afterwards.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/taskmap-end-to-end-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "the folder for temporary files is writable")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    for name in Files.names(in: path) { remove("\(path)/\(name)") }
    if rmdir(path) != 0 { unlink(path) }
  }
}
