import Datasets
import Documents
import Scenes
import TaskSpace
import Testing

/// Folders in the layout of the released Taskonomy data: what `export-data` writes is read back.
@Suite struct TaskonomyTests {
  let exported: ExportedRooms

  init() throws { exported = try ExportedRooms() }

  @Test func splitsFollowTheTableOfBuildings() throws {
    let images = TaskonomyImages(folder: try exported.folder())
    let train = try images.images(of: .train)
    #expect(train.count == 12)
    #expect(train.allSatisfy { $0.hasPrefix("train/point_") })
    #expect(train != train.sorted(), "neighbours are mixed")
    let others = try images.images(of: .transfer) + images.images(of: .validation)
    #expect(others.count == 8)
    #expect(Set(others).count == 8)
    #expect(try images.images(of: .test).count == 8)
  }

  @Test func labelsAgreeWithinTheStepsOfTheFiles() throws {
    let folder = try exported.folder()
    let names = try TaskonomyImages(folder: folder).images(of: .train)
    let images = try exported.dataset(folder).images(.train, withFurtherViews: true)
    #expect(images.problems.isEmpty)
    for place in 0..<3 {
      let index = try #require(names.firstIndex(of: RoomName.image(place, of: .train)))
      let room = ExportedRooms.sample(place, of: .train)
      for view in 0..<4 { #expect(Array(images.image(index, view: view)) == room.views[view]) }
      expectMaps(Array(images.maps(index)), room.maps)
      expectSegments(Array(images.segments(index)), room.segments)
      expectNumbers(Array(images.numbers(index)), room.numbers)
    }
  }

  private func expectMaps(_ read: [Float], _ rendered: [Float]) {
    // Half a step of the file, in the label's units; for the logarithms at a third of a metre.
    let steps: [(Range<Int>, Float)] = [
      (SceneLayout.logDepth, 0.5 / 512 / 0.3), (SceneLayout.logDistance, 0.5 / 512 / 0.3),
      (SceneLayout.normal, 0.5 / 127), (SceneLayout.curvature, 0.5 / 127),
      (SceneLayout.reshading, 0.5 / 255), (SceneLayout.edgeTexture, 0.0002),
      (SceneLayout.edgeOcclusion, 0.0013), (SceneLayout.keypoints2D, 0.002),
      (SceneLayout.keypoints3D, 0.00001),
    ]
    for (range, step) in steps {
      let cells = read.count / SceneLayout.mapChannels
      let largest =
        read.indices.filter { range.contains($0 / cells) }
        .map { abs(read[$0] - rendered[$0]) }.max() ?? .infinity
      #expect(largest <= step + 1e-5, "channels \(range)")
    }
  }

  private func expectSegments(_ read: [Int16], _ rendered: [Int16]) {
    let cells = read.count / SceneLayout.segmentChannels
    for channel in [SceneLayout.segment2D, SceneLayout.segment25D] {
      let pairs = (channel * cells..<(channel + 1) * cells).map { [read[$0], rendered[$0]] }
      #expect(Set(pairs).count == Set(pairs.map { $0[0] }).count, "the partition is the same")
      #expect(Set(pairs).count == Set(pairs.map { $0[1] }).count, "the partition is the same")
    }
    for place in SceneLayout.semantic * cells..<(SceneLayout.semantic + 1) * cells {
      guard Int(read[place]) == SceneLayout.movableClass(of: Int(rendered[place])) else {
        Issue.record("another class")
        return
      }
    }
  }

  private func expectNumbers(_ read: [Float], _ rendered: [Float]) {
    for range in [
      SceneLayout.vanishingPoint, SceneLayout.roomLayout, SceneLayout.fixatedPose,
      SceneLayout.nonfixatedPose, SceneLayout.egomotion,
    ] {
      for place in range { #expect(abs(read[place] - rendered[place]) < 1e-4, "number \(place)") }
    }
  }

  @Test func classesAreTheDistributionsOfTheTeachers() throws {
    let folder = try exported.folder()
    let images = try exported.dataset(folder).images(.test)
    for (name, classes) in [("class_object", 1000), ("class_scene", 63)] {
      let task = try #require(images.reference.task(name))
      #expect(task.target == .distribution(classes))
      let maker = try TargetMaker(task, of: images)
      #expect(maker.labelled == Array(0..<8))
      var shares = [Float](repeating: 0, count: maker.count)
      shares.withUnsafeMutableBufferPointer { buffer in
        if let start = buffer.baseAddress { maker.write(0, to: start) }
      }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-4)
      #expect(shares.allSatisfy { $0 >= 0 })
    }
  }

  @Test func everyTaskHasATarget() throws {
    let images = try exported.dataset(exported.folder()).images(.train, withFurtherViews: true)
    for task in TaskDictionary.all {
      let task = try #require(images.reference.task(task.name))
      let labelled = try TargetMaker(task, of: images).labelled
      #expect(!labelled.isEmpty, "\(task.name)")
      let isOfPairs = task.views > 1 && task.name != "nonfixated_pose"
      if !isOfPairs { #expect(labelled.count == 12, "\(task.name)") }
    }
  }

  @Test func filesOfNoUseAreCountedAndLeaveTheirImagesOut() throws {
    Files.remove(exported.file(.normal, of: 0))
    try Files.write("no picture", to: exported.file(.reshading, of: 1))
    try Files.write("no picture", to: exported.file(.rgb, of: 2))
    try Files.write("{}", to: exported.file(.points, 1, of: 0))
    let folder = try exported.folder()
    let names = try TaskonomyImages(folder: folder).images(of: .train)
    let images = try exported.dataset(folder).images(.train, withFurtherViews: true)
    let problems = images.problems.values.flatMap(\.self)
    #expect(Set(problems.map(\.kind)) == [.missing, .corrupt])
    func left(_ task: String) throws -> Set<String> {
      let task = try #require(images.reference.task(task))
      let labelled = try TargetMaker(task, of: images).labelled
      return Set(names).subtracting(labelled.map { names[$0] })
    }
    let unreadable = RoomName.image(2, of: .train)
    #expect(try left("autoencoding") == [unreadable])
    #expect(try left("normal") == [unreadable, RoomName.image(0, of: .train)])
    #expect(try left("reshading") == [unreadable, RoomName.image(1, of: .train)])
    let other = "train/\(RoomName.view(1, of: 0).name)"
    #expect(try left("vanishing_point") == [unreadable, other])
    // What was converted once says the same when it is opened again.
    let again = try exported.dataset(folder).images(.train)
    #expect(again.problems == images.problems)
  }

  @Test func aFileThatIsNotTheManifestsIsRefused() throws {
    let manifest = try exported.folder().manifestWithContents()
    #expect(try exported.folder(manifest).digests.count == 2)
    let path = exported.file(.rgb, of: 0)
    var content = try Files.read(path)
    content[content.count / 2] ^= 1
    try Files.write(content, to: path)
    let folder = try exported.folder(manifest)
    #expect {
      try exported.dataset(folder).images(.train)
    } throws: { ($0 as? Failure)?.code == .io }
    try Files.write("another", to: path)
    #expect {
      try exported.folder(manifest)
    } throws: { "\($0)".contains("1 of another size") }
  }

  @Test func fewerImagesThanWantedAreAContradiction() throws {
    let folder = try exported.folder()
    #expect {
      try Dataset(
        exported.reference(folder, train: 13), cache: exported.cache,
        options: DatasetOptions(folders: [folder]))
    } throws: { "\($0)".contains("12 images for train, not 13") }
  }
}
