internal import Documents
internal import Glibc
internal import Scenes
internal import TaskSpace

/// The files of one split; threads and processes that want the same rooms fill it together.
struct ChunkFolder {
  private static let pause: UInt32 = 10_000

  let path: String
  let content: ChunkLayout.Content
  let split: DatasetReference.Split
  let reference: DatasetReference
  let roomsPerChunk: Int
  let source: any RoomSource

  private var count: Int { reference.count(split) }
  private var chunkCount: Int { (count + roomsPerChunk - 1) / roomsPerChunk }

  /// All chunks of the split, rendered where they are missing.
  ///
  /// A thread renders what nobody else is rendering, and comes back for the rest at the end.
  /// - Throws: `Failure` (io), or `CancellationError`.
  func fill(_ watch: Watch) throws -> [Chunk] {
    try Files.makeFolder(path)
    var chunks: [Chunk?] = try (0..<chunkCount).map { try chunk($0) }
    while true {
      let missing = chunks.indices.filter { chunks[$0] == nil }
      report(missing: missing, watch)
      if missing.isEmpty { return chunks.compactMap(\.self) }
      var isIdle = true
      for number in missing {
        try watch.check()
        guard let chunk = try makeUnlessBusy(number, watch) else { continue }
        chunks[number] = chunk
        isIdle = false
        report(missing: chunks.indices.filter { chunks[$0] == nil }, watch)
      }
      if isIdle { usleep(Self.pause) }
    }
  }

  private func report(missing: [Int], _ watch: Watch) {
    let rest = missing.reduce(0) { $0 + rooms(in: $1) }
    let fraction = count == 0 ? 1 : Double(count - rest) / Double(count)
    let noun = content == .labelledView ? "rooms" : "rooms' further views"
    watch.progress(fraction, "\(count - rest) of \(count) \(noun) for \(split.rawValue)")
  }

  private func firstRoom(of number: Int) -> Int {
    reference.firstIndex(split) + number * roomsPerChunk
  }

  private func rooms(in number: Int) -> Int {
    min(roomsPerChunk, count - number * roomsPerChunk)
  }

  private func file(_ number: Int, _ ending: String) -> String {
    let digits = String(number)
    return "\(path)/" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ending
  }

  private var ending: String { content == .labelledView ? ".chunk" : ".views" }
  private var lockEnding: String { content == .labelledView ? ".lock" : ".views-lock" }

  private func chunk(_ number: Int) throws -> Chunk? {
    try Chunk(
      file(number, ending), content: content, reference: reference,
      firstIndex: firstRoom(of: number), rooms: rooms(in: number))
  }

  private func read(_ index: Int) throws -> (room: SceneSample, problems: [FileProblem]) {
    switch content {
    case .labelledView: return try source.record(index)
    case .furtherViews:
      let views = try source.furtherViews(index)
      return (SceneSample(views: views, maps: [], segments: [], numbers: []), [])
    }
  }

  private func makeUnlessBusy(_ number: Int, _ watch: Watch) throws -> Chunk? {
    guard let lock = try FileLock.attempt(file(number, lockEnding), .exclusive) else { return nil }
    defer { withExtendedLifetime(lock) {} }
    if let chunk = try chunk(number) { return chunk }
    removeRemains(of: number)
    let layout = ChunkLayout(
      content: content, reference: reference, rooms: rooms(in: number),
      firstIndex: firstRoom(of: number))
    var problems = FileProblemList()
    var rooms: [SceneSample] = []
    for place in 0..<layout.rooms {
      try watch.check()
      let record = try read(layout.firstIndex + place)
      rooms.append(record.room)
      problems.add(record.problems, of: place)
    }
    if content == .labelledView { try problems.write(to: file(number, ".problems")) }
    try Files.write(Chunk.content(of: rooms, layout: layout), to: file(number, ending))
    guard let chunk = try chunk(number) else {
      throw Failure(.io, "\(file(number, ending)) was damaged right after it was written")
    }
    return chunk
  }

  /// What was wrong with the files of which the split's images were made, by image.
  func problems() throws(Failure) -> [Int: [FileProblem]] {
    var problems: [Int: [FileProblem]] = [:]
    for number in 0..<chunkCount {
      let list = try FileProblemList(reading: file(number, ".problems"))
      for (place, found) in list.problems where place < rooms(in: number) {
        problems[number * roomsPerChunk + place, default: []].append(found)
      }
    }
    return problems
  }

  /// Removes what a killed process left of this chunk; its lock is held.
  private func removeRemains(of number: Int) {
    let prefix = file(number, ending + ".").dropFirst(path.count + 1)
    for name in Files.names(in: path) where name.hasPrefix(prefix) {
      Files.remove("\(path)/\(name)")
    }
  }
}
