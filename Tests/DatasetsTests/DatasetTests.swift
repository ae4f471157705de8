import Datasets
import Documents
import Scenes
import Synchronization
import TaskSpace
import TestSupport
import Testing

@Suite struct DatasetTests {
  let folder: TemporaryFolder
  let rooms = MadeUpRooms()
  let options = DatasetOptions(roomsPerChunk: 4)

  init() throws { folder = TemporaryFolder() }

  func dataset(_ reference: DatasetReference = reference()) throws -> Dataset {
    try Dataset(reference, cache: folder.path, options: options, source: rooms)
  }

  func chunkFiles() -> [String] {
    Files.names(in: folder.path).filter { $0.hasPrefix("scenes-") }.flatMap { name in
      Files.names(in: "\(folder.path)/\(name)/train").filter { $0.hasSuffix(".chunk") }
        .map { "\(folder.path)/\(name)/train/\($0)" }
    }
  }

  func expectRooms(_ images: SplitImages) {
    for index in 0..<images.count {
      let room = MadeUpRooms.room(images.globalIndex(index))
      #expect(Array(images.image(index)) == room.views[0])
      #expect(Array(images.maps(index)) == room.maps)
      #expect(Array(images.segments(index)) == room.segments)
      #expect(Array(images.numbers(index)) == room.numbers)
    }
  }

  @Test func givesTheRoomsOfItsSource() throws {
    let dataset = try dataset()
    expectRooms(try dataset.images(.train))
    let test = try dataset.images(.test)
    expectRooms(test)
    #expect(test.globalIndex(0) == 3 << 32)
  }

  @Test func furtherViewsAreRenderedOnlyWhereSomebodyNeedsThem() throws {
    let dataset = try dataset()
    let normal = try #require(TaskDictionary.task("normal"))
    let pose = try #require(TaskDictionary.task("fixated_pose"))
    _ = try dataset.images(.train, for: normal)
    #expect(rooms.viewRequests.isEmpty)
    let files = try chunkFiles().map { try Files.read($0) }
    for _ in 0..<2 {
      let images = try dataset.images(.train, for: pose)
      expectRooms(images)
      for index in 0..<images.count {
        let views = MadeUpRooms.furtherViews(images.globalIndex(index))
        for view in 1...3 { #expect(Array(images.image(index, view: view)) == views[view - 1]) }
      }
    }
    #expect(rooms.viewRequests == rooms.requests)
    #expect(rooms.requests == Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, 1) }))
    #expect(try chunkFiles().map { try Files.read($0) } == files)
  }

  @Test func rendersOnce() throws {
    expectRooms(try dataset().images(.train))
    expectRooms(try dataset().images(.train))
    #expect(rooms.requests == Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, 1) }))
  }

  @Test func moreRoomsRenderOnlyTheLastFileAgain() throws {
    expectRooms(try dataset(reference(train: 10)).images(.train))
    expectRooms(try dataset(reference(train: 13)).images(.train))
    expectRooms(try dataset(reference(train: 5)).images(.train))
    #expect((0..<8).allSatisfy { rooms.requests[$0] == 1 })
    #expect((8..<10).allSatisfy { rooms.requests[$0] == 2 })
    #expect((10..<13).allSatisfy { rooms.requests[$0] == 1 })
  }

  @Test func threadsShareTheWork() async throws {
    let slow = MadeUpRooms(delay: 1000)
    let path = folder.path
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let dataset = try? Dataset(
            reference(train: 30), cache: path, options: DatasetOptions(roomsPerChunk: 4),
            source: slow)
          let images = try? dataset?.images(.train)
          return images.map { images in
            (0..<30).allSatisfy { Array(images.numbers($0)) == MadeUpRooms.room($0).numbers }
          } ?? false
        }
      }
      for await isRight in group { #expect(isRight) }
    }
    #expect(slow.requests == Dictionary(uniqueKeysWithValues: (0..<30).map { ($0, 1) }))
  }

  @Test(arguments: ["", "short", "header", "version"])
  func damagedFilesAreMadeAgain(damage: String) throws {
    expectRooms(try dataset().images(.train))
    let path = try #require(chunkFiles().dropFirst().first)
    let whole = try Files.read(path)
    var content = whole
    switch damage {
    case "short": content.removeLast(5)
    case "header": content[0] ^= 1
    case "version": content[8] += 1
    default: content = []
    }
    try Files.write(content, to: path)
    expectRooms(try dataset().images(.train))
    #expect(try Files.read(path) == whole)
    #expect((4..<8).allSatisfy { rooms.requests[$0] == 2 })
    #expect(rooms.requests.values.reduce(0, +) == 14)
  }

  @Test func remainsOfAKilledProcessAreRemoved() throws {
    expectRooms(try dataset().images(.train))
    let path = try #require(chunkFiles().first)
    try Files.write([1, 2, 3], to: "\(path).99999.12345.part")
    Files.remove(path)
    expectRooms(try dataset().images(.train))
    #expect(!Files.exists("\(path).99999.12345.part"))
  }

  @Test func reportsProgressAndStopsWhenAsked() throws {
    let notes = Mutex<[(Double, String)]>([])
    let watch = Watch(
      progress: { fraction, note in notes.withLock { $0.append((fraction, note)) } },
      isCancelled: { notes.withLock { ($0.last?.0 ?? 0) > 0.5 } })
    let dataset = try dataset()
    #expect(throws: CancellationError.self) { try dataset.images(.train, watch: watch) }
    #expect(
      notes.withLock { $0.map(\.1) } == ["0", "4", "8"].map { "\($0) of 10 rooms for train" })
    expectRooms(try dataset.images(.train))
  }

  @Test func theLeastRecentlyUsedDatasetGoesFirst() throws {
    let small = DatasetOptions(roomsPerChunk: 4, limit: 1_600_000)
    func use(_ seed: Int) throws {
      let dataset = try Dataset(
        reference(seed: seed), cache: folder.path, options: small, source: rooms)
      _ = try dataset.images(.train)
    }
    func names() -> Set<String> {
      Set(Files.names(in: folder.path).filter { $0.hasPrefix("scenes-") })
    }
    // Ten rooms take 700 kB, so the cache holds two datasets when a third one is opened.
    try use(1)
    let first = names()
    try use(2)
    let second = names().subtracting(first)
    try use(1)
    try use(3)
    try use(4)
    #expect(names().isDisjoint(with: second))
    #expect(names().isSuperset(of: first))
  }

  @Test func datasetsInUseAreNotRemoved() throws {
    let small = DatasetOptions(roomsPerChunk: 4, limit: 1)
    let used = try Dataset(reference(seed: 1), cache: folder.path, options: small, source: rooms)
    _ = try used.images(.train)
    _ = try Dataset(reference(seed: 2), cache: folder.path, options: small, source: rooms)
    expectRooms(try used.images(.test))
    #expect(chunkFiles().count == 3)
  }

  @Test func refusesWhatItDoesNotHave() throws {
    #expect(throws: Failure.self) { try dataset().images(.transfer) }
    let folders = DatasetReference(
      kind: .taskonomy, seed: 1, size: 64, supersampling: 1, counts: [.train: 1],
      name: "elsewhere")
    #expect(throws: Failure.self) { try Dataset(folders, cache: folder.path) }
    let odd = DatasetReference(
      kind: .scenes, seed: 1, size: 100, supersampling: 1, counts: [.train: 1])
    #expect(throws: Failure.self) { try dataset(odd) }
  }

  @Test func largeImagesHaveMapsOfTheSideThatIsAskedFor() throws {
    let large = DatasetReference(
      kind: .scenes, seed: 1, size: 256, mapSide: 256, labelSide: 256, supersampling: 1,
      counts: [.train: 5])
    let images = try Dataset(large, cache: folder.path).images(.train)
    // A room takes 4 MB, so a file of 16 MB holds four.
    #expect(chunkFiles().count == 2)
    for (name, count) in [
      ("normal", 256 * 256 * 3), ("segment_semantic", 256 * 256), ("autoencoding", 256 * 256 * 3),
      ("segment_unsup2d", 256 * 256 * TaskDictionary.segmentPairs.count),
    ] {
      let maker = try TargetMaker(try #require(TaskDictionary.task(name)), of: images)
      #expect(maker.side == 256 && maker.count == count)
    }
    let depth = try TargetMaker(try #require(TaskDictionary.task("depth_zbuffer")), of: images)
    var values = [Float](repeating: .nan, count: depth.count)
    depth.write(4, to: &values)
    #expect(values.allSatisfy { $0.isFinite && $0 > -2 && $0 < 4 } && Set(values).count > 10_000)
    let semantic = try TargetMaker(
      try #require(TaskDictionary.task("segment_semantic")), of: images)
    var labels = [Int32](repeating: -9, count: semantic.count)
    semantic.writeLabels(4, to: &labels)
    #expect(labels.allSatisfy { (0..<Int32(TaskDictionary.semanticClassCount)).contains($0) })
  }

  @Test func rendersRealRoomsTheSameWayTwice() throws {
    let other = TemporaryFolder()
    let first = try Dataset(reference(train: 2), cache: folder.path).images(.train)
    let second = try Dataset(reference(train: 2), cache: other.path).images(.train)
    withExtendedLifetime((first, second)) {
      for index in 0..<2 {
        #expect(Array(first.image(index)) == Array(second.image(index)))
        #expect(Array(first.maps(index)) == Array(second.maps(index)))
      }
      #expect(Array(first.image(0)) != Array(first.image(1)))
    }
  }
}
