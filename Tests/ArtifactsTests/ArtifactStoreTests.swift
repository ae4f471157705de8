import Artifacts
import Documents
internal import Glibc
import TestSupport
import Testing

@Suite struct ArtifactStoreTests {
  private let temporary = TemporaryFolder()
  private let store: ArtifactStore
  private let content = Array("a small artifact".utf8)

  init() throws {
    store = try ArtifactStore(
      folder: "\(temporary.path)/artifacts", isDurable: false, largest: 1_000)
  }

  @Test(arguments: [true, false])
  func keepsContentUnderItsDigest(_ isDurable: Bool) throws {
    let store = try ArtifactStore(folder: temporary.path, isDurable: isDurable)
    let digest = try store.insert(content)
    #expect(digest == Digest(of: content))
    #expect(try store.insert(content) == digest)
    #expect(store.contains(digest))
    #expect(store.size(of: digest) == content.count)
    #expect(try store.read(digest) == content)
    #expect(try store.read(digest, 2..<7) == Array("small".utf8))
    #expect(try store.map(digest).withBytes { Array($0) } == content)
    #expect(store.list() == [digest])
    #expect(try store.isIntact(digest))
    store.remove(digest)
    #expect(!store.contains(digest))
    #expect(try !store.isIntact(digest))
    #expect(store.list().isEmpty)
  }

  @Test func filesLieWhereOthersFindThem() throws {
    let digest = try store.insert(Array("abc".utf8))
    #expect(
      store.path(of: digest)
        == "\(store.folder)/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    var status = stat()
    #expect(stat(store.path(of: digest), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o444)
  }

  @Test func theEmptyArtifactIsOne() throws {
    let digest = try store.insert([])
    #expect(try store.read(digest).isEmpty)
    #expect(try store.map(digest).withBytes { $0.count } == 0)
  }

  @Test func whatIsMissingIsMissingInput() throws {
    let digest = Digest(of: "nothing")
    #expect(try #require(throws: Failure.self) { try store.read(digest) }.code == .missingInput)
    #expect(try #require(throws: Failure.self) { try store.map(digest) }.code == .missingInput)
    let kept = try store.insert(content)
    #expect(
      try #require(throws: Failure.self) { try store.read(kept, 10..<99) }.code == .data)
  }

  @Test func tooLargeContentIsRefused() throws {
    let large = [UInt8](repeating: 0, count: 1_001)
    let digest = Digest(of: large)
    #expect(throws: Failure.self) { try store.insert(large) }
    #expect(throws: Failure.self) { try store.begin(digest, size: 1_001) }
    #expect(throws: Failure.self) { try store.begin(digest, size: -1) }
    #expect(try store.begin(digest, size: 1_000) == 0)
    #expect(throws: Failure.self) { try store.append(large, to: digest, at: 0) }
  }

  @Test func anArrivalGoesOnWhereItBrokeOff() throws {
    for offset in 0...content.count {
      let folder = "\(temporary.path)/\(offset)"
      let digest = Digest(of: content)
      let before = try ArtifactStore(folder: folder, isDurable: false)
      #expect(try before.begin(digest, size: content.count) == 0)
      try before.append(Array(content[..<offset]), to: digest, at: 0)
      #expect(!before.contains(digest))

      let after = try ArtifactStore(folder: folder, isDurable: false)
      #expect(after.arriving() == [digest])
      #expect(try after.begin(digest, size: content.count) == offset)
      try after.append(Array(content[offset...]), to: digest, at: offset)
      try after.finish(digest)
      #expect(try after.read(digest) == content)
      #expect(after.arriving().isEmpty)
      #expect(try after.begin(digest, size: content.count) == content.count)
    }
  }

  @Test func piecesMayComeTwiceButNotTooEarly() throws {
    let digest = Digest(of: content)
    _ = try store.begin(digest, size: content.count)
    #expect(try store.append(Array(content[..<8]), to: digest, at: 0) == 8)
    #expect(try store.append(Array(content[2..<6]), to: digest, at: 2) == 8)
    #expect(try store.append(Array(content[4..<10]), to: digest, at: 4) == 10)
    #expect(throws: Failure.self) { try store.append([1], to: digest, at: 12) }
    try store.append(Array(content[10...]), to: digest, at: 10)
    try store.finish(digest)
    try store.finish(digest)
    #expect(try store.append([9], to: digest, at: 0) == content.count)
    #expect(try store.read(digest) == content)
  }

  @Test func damagedArrivalsAreDiscarded() throws {
    let digest = Digest(of: content)
    _ = try store.begin(digest, size: content.count)
    var damaged = content
    damaged[3] ^= 1
    try store.append(damaged, to: digest, at: 0)
    let failure = try #require(throws: Failure.self) { try store.finish(digest) }
    #expect(failure.code == .data)
    #expect(failure.message.contains("arrived damaged"))
    #expect(!store.contains(digest))
    #expect(try store.begin(digest, size: content.count) == 0)
  }

  @Test func moreThanAnnouncedIsDiscarded() throws {
    let digest = Digest(of: content)
    _ = try store.begin(digest, size: 100)
    try store.append([UInt8](repeating: 7, count: 50), to: digest, at: 0)
    #expect(try store.begin(digest, size: content.count) == 0)
  }

  @Test func unannouncedPiecesAreRefused() throws {
    let digest = Digest(of: content)
    #expect(throws: Failure.self) { try store.append(content, to: digest, at: 0) }
    #expect(throws: Failure.self) { try store.finish(digest) }
  }

  @Test func decayIsFound() throws {
    let digest = try store.insert(content)
    #expect(chmod(store.path(of: digest), 0o644) == 0)
    try Files.write("something else", to: store.path(of: digest))
    #expect(try !store.isIntact(digest))
  }

  @Test func whatAPowerLossCutOffIsReplaced() throws {
    let digest = try store.insert(content)
    store.remove(digest)
    try Files.write(Array(content[..<5]), to: store.path(of: digest), mode: 0o444)
    #expect(try store.insert(content) == digest)
    #expect(try store.read(digest) == content)
  }

  @Test func piecesThatCannotBeWrittenAreNotInTheWay() throws {
    let digest = Digest(of: content)
    _ = try store.begin(digest, size: content.count)
    try store.append(Array(content[..<5]), to: digest, at: 0)
    #expect(chmod("\(store.folder)/partial/\(digest)", 0o444) == 0)
    // The superuser may write all the same, and goes on.
    let arrived = try store.begin(digest, size: content.count)
    #expect(arrived == (geteuid() == 0 ? 5 : 0))
    try store.append(Array(content[arrived...]), to: digest, at: arrived)
    try store.finish(digest)
    #expect(try store.read(digest) == content)
    var status = stat()
    #expect(stat(store.path(of: digest), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o444)
  }

  @Test func trimmingRemovesTheOldestFirst() throws {
    let digests = try (0..<4).map { index in
      let digest = try store.insert([UInt8](repeating: UInt8(index), count: 100))
      var times = [
        timespec(tv_sec: 1_000 + index, tv_nsec: 0), timespec(tv_sec: 1_000 + index, tv_nsec: 0),
      ]
      #expect(utimensat(AT_FDCWD, store.path(of: digest), &times, 0) == 0)
      return digest
    }
    #expect(store.totalSize() == 400)
    #expect(store.trim(to: 200, keeping: [digests[0]]) == [digests[1], digests[2]])
    #expect(store.list() == [digests[0], digests[3]].sorted())
    #expect(store.trim(to: 200, keeping: []) == [])
  }

  @Test func manyWritersOfOneArtifactAgree() async throws {
    let large = (0..<900).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let digest = Digest(of: large)
    try await withThrowingTaskGroup(of: Void.self) { [store] group in
      for _ in 0..<8 {
        group.addTask {
          var arrived = try store.begin(digest, size: large.count)
          while arrived < large.count {
            let piece = Array(large[arrived..<min(large.count, arrived + 50)])
            arrived = try store.append(piece, to: digest, at: arrived)
          }
          try store.finish(digest)
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.read(digest) == large)
  }
}
