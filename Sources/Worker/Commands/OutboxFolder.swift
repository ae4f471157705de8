internal import CLinux
internal import Documents
internal import Glibc
internal import TaskSpace
internal import Wire

/// Results on the disk that nobody acknowledged yet, so that they outlive the process.
///
/// Each worker on a cache has a folder of its own and holds its lock; results of workers that died
/// go to whichever worker starts next.
final class OutboxFolder: Sendable {
  private static let mostWorkers = 4096
  let path: String
  /// The folder's number: unique among the living workers on the cache, and the lowest that is free.
  let number: Int
  private let lock: Int32

  /// Takes a folder that no living worker has.
  ///
  /// - Throws: `Failure` (io) where the cache cannot be written.
  init(cache: String) throws(Failure) {
    for number in 0..<Self.mostWorkers {
      let path = "\(cache)/outbox/\(number)"
      try Files.makeFolder(path)
      guard let lock = try Self.lock(path) else { continue }
      self.path = path
      self.number = number
      self.lock = lock
      try adoptOrphans(in: "\(cache)/outbox")
      return
    }
    throw Failure(.io, "\(cache) is used by \(Self.mostWorkers) workers; choose another --cache")
  }

  deinit { close(lock) }

  /// The results that wait, in the order of their names; files that are damaged are removed.
  func results() -> [(AttemptReference, Outcome)] {
    Self.files(in: path).compactMap { file in
      if let result = Self.result(in: file) { return result }
      Files.remove(file)
      return nil
    }
  }

  /// Keeps a result.
  ///
  /// - Throws: `Failure` (io).
  func keep(_ reference: AttemptReference, _ outcome: Outcome) throws(Failure) {
    let value = PackedValue.array([reference.packedValue, outcome.packedValue])
    try Files.write(value.packed, to: file(of: reference), isDurable: false)
  }

  /// Removes a result.
  func forget(_ reference: AttemptReference) { Files.remove(file(of: reference)) }

  /// The artifacts that results of any worker on this cache refer to.
  static func artifacts(in cache: String) -> Set<Digest> {
    var digests: Set<Digest> = []
    for folder in Files.names(in: "\(cache)/outbox") {
      for file in files(in: "\(cache)/outbox/\(folder)") {
        guard case .success(let result, _)? = Self.result(in: file)?.1 else { continue }
        digests.formUnion(result.outputs.map(\.digest))
      }
    }
    return digests
  }

  private func file(of reference: AttemptReference) -> String {
    "\(path)/\(reference.job)-\(reference.attempt)"
  }

  private static func files(in folder: String) -> [String] {
    Files.names(in: folder).filter { $0 != "lock" && !$0.hasSuffix(".part") }
      .map { "\(folder)/\($0)" }
  }

  private static func result(in file: String) -> (AttemptReference, Outcome)? {
    guard let bytes = try? Files.read(file),
      let parts = PackedValue(unpacking: bytes)?.elements, parts.count == 2,
      let reference = AttemptReference(parts[0]), let outcome = Outcome(parts[1])
    else { return nil }
    return (reference, outcome)
  }

  private func adoptOrphans(in folder: String) throws(Failure) {
    for name in Files.names(in: folder) where "\(folder)/\(name)" != path {
      guard let lock = try Self.lock("\(folder)/\(name)") else { continue }
      defer { close(lock) }
      for file in Self.files(in: "\(folder)/\(name)") {
        let end = file.lastIndex(of: "/").map { file[$0...] } ?? ""
        guard rename(file, path + end) == 0 else {
          throw Failure(.io, "cannot move \(file): \(Files.reason)")
        }
      }
    }
  }

  /// The descriptor that holds the folder's lock; nil where another process has it.
  private static func lock(_ folder: String) throws(Failure) -> Int32? {
    let descriptor = taskmap_open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.io, "cannot write in \(folder): \(Files.reason)")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    close(descriptor)
    return nil
  }
}
