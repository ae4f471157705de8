import Datasets
import Documents
import Pictures
import Scenes
import TaskSpace
import TestSupport
import Testing

/// Photos, and the labels of tasks that a spec defines.
@Suite struct OwnLabelTests {
  let temporary = TemporaryFolder()
  private static let photos = 12

  private var path: String { "\(temporary.path)/photos" }

  init() throws {
    try Files.makeFolder("\(path)/images/trip")
    try Files.makeFolder("\(path)/rough/trip")
    let renderer = SceneRenderer(SceneParameters(seed: 4, size: 64, supersampling: 1))
    var splits = CSVWriter(header: ["image", "split"])
    var table = CSVWriter(header: ["image", "kind", "size"])
    for photo in 0..<Self.photos {
      let picture = Picture(width: 64, height: 64, bytes: renderer.sample(photo).views[0])
      try Files.write(picture.png(), to: "\(path)/images/trip/\(photo).png")
      splits.add(["trip/\(photo).png", photo < 8 ? "train" : "test"])
      if photo % 2 == 0 {
        table.add(["trip/\(photo)", photo % 4 == 0 ? "low" : "high", photo == 2 ? "" : "1.5"])
        let values = (0..<32 * 32).map { UInt16($0 % 32 < 16 ? 0 : 1000 * photo) }
        let planes = SamplePlanes(width: 32, height: 32, channels: 1, depth: 16, values: values)
        try Files.write(planes.png(), to: "\(path)/rough/trip/\(photo).png")
      }
    }
    try Files.write(splits.text, to: "\(path)/splits.csv")
    try Files.write(table.text, to: "\(path)/table.csv")
  }

  /// The photos with the labels of the task `definition`, a JSON object.
  private func images(
    _ definition: String, _ split: DatasetReference.Split = .train
  ) throws -> (TaskDefinition, SplitImages) {
    let folder = try DatasetFolder(name: "photos", path: path)
    let text = """
      {"data": "images", "dataset": "photos", "tasks": ["edge_texture"],
       "splits": {"train": 8, "transfer": 1, "test": 4}, "define": [\(definition)]}
      """
    let spec = try JobSpec(text: text, file: "s")
      .resting(on: [("photos", folder.manifest.digest)])
    let task = spec.tasks[1]
    let dataset = try Dataset(
      spec.data(for: task).restricted(to: .train, .test), cache: "\(temporary.path)/cache",
      options: DatasetOptions(roomsPerChunk: 3, folders: [folder]))
    return (task, try dataset.images(split))
  }

  private func values(_ maker: TargetMaker, _ image: Int) -> [Float] {
    var values = [Float](repeating: 0, count: maker.count)
    values.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { maker.write(image, to: start) }
    }
    return values
  }

  private func names() throws -> [String] {
    let folder = try DatasetFolder(name: "photos", path: path)
    return try PhotoImages(folder: folder).images(of: .train)
  }

  @Test func labelsOfThePixelsAreThoseOfRooms() throws {
    let (_, images) = try images(
      #"{"name": "n", "labels": {"csv": "table.csv", "column": "size"}}"#)
    let renderer = SceneRenderer(SceneParameters(seed: 4, size: 64, supersampling: 1))
    for (place, name) in try names().enumerated() {
      let room = renderer.sample(try #require(Int(name.dropFirst("trip/".count))))
      #expect(Array(images.image(place)) == room.views[0])
      let channel = SceneLayout.edgeTexture.lowerBound
      let cells = room.maps.count / SceneLayout.mapChannels
      let read = images.maps(place)[channel * cells..<(channel + 1) * cells]
      #expect(read.elementsEqual(room.map(channel)))
      #expect(images.maps(place)[SceneLayout.logDepth.lowerBound * cells].isNaN)
    }
  }

  @Test func numbersOfATableBelongToTheImagesThatItNames() throws {
    let (task, images) = try images(
      #"{"name": "n", "labels": {"csv": "table.csv", "column": "size"}}"#)
    let maker = try TargetMaker(task, of: images)
    let labelled = try maker.labelled.map { try names()[$0] }
    #expect(Set(labelled) == ["trip/0", "trip/4", "trip/6"], "an empty field is no label")
    for image in maker.labelled { #expect(values(maker, image) == [1.5]) }
    let statistics = try LabelStatistics(of: maker, images: maker.labelled)
    #expect(statistics.images == 3)
    #expect(statistics.standardization?.mean == [1.5])
  }

  @Test func classesOfATableHaveNames() throws {
    let (task, images) = try images(
      #"""
      {"name": "n", "classes": ["low", "high"], "labels": {"csv": "table.csv", "column": "kind"}}
      """#)
    let maker = try TargetMaker(task, of: images)
    #expect(maker.labelled.count == 4)
    for image in maker.labelled {
      var label: Int32 = 9
      maker.writeLabels(image, to: &label)
      let photo = try #require(Int(try names()[image].dropFirst("trip/".count)))
      #expect(label == (photo % 4 == 0 ? 0 : 1))
    }
  }

  @Test func mapsHaveAScaleAndAnInvalidValue() throws {
    let (task, images) = try images(
      #"{"name": "n", "labels": {"folder": "rough", "scale": 0.001, "invalid": 0}}"#)
    let maker = try TargetMaker(task, of: images)
    let labelled = try maker.labelled.map { try names()[$0] }
    #expect(Set(labelled) == ["trip/2", "trip/4", "trip/6"], "photo 0 has invalid pixels only")
    for image in maker.labelled {
      let photo = try #require(Float(try names()[image].dropFirst("trip/".count)))
      let map = values(maker, image)
      #expect(map.count == 32 * 32)
      #expect(map[0].isNaN)
      #expect(abs(map[31] - photo) < 1e-4)
    }
    let statistics = try LabelStatistics(of: maker, images: maker.labelled)
    #expect(abs((statistics.standardization?.mean[0] ?? 0) - 4) < 1e-4)
    #expect(statistics.guess.allSatisfy { !$0.isNaN })
  }

  @Test func aDamagedMapIsCountedAndLeftOut() throws {
    try Files.write("x", to: "\(path)/rough/trip/4.png")
    let (task, images) = try images(#"{"name": "n", "labels": {"folder": "rough"}}"#)
    #expect(try TargetMaker(task, of: images).labelled.count == 3)
    #expect(images.problems.values.flatMap(\.self).map(\.file) == ["rough/trip/4.png"])
  }

  @Test(arguments: [
    (#"{"name": "n", "labels": {"csv": "table.csv", "column": "sise"}}"#, "no column “sise”"),
    (#"{"name": "n", "labels": {"csv": "tabel.csv", "column": "size"}}"#, "no file tabel.csv"),
    (
      #"{"name": "n", "classes": ["low"," "], "labels": {"csv": "table.csv", "column": "kind"}}"#,
      "the class \"high\" is none of low"
    ),
  ])
  func aTableOfSomethingElseIsRefused(definition: String, message: String) {
    #expect {
      try images(definition)
    } throws: { ($0 as? Failure)?.code == .data && "\($0)".contains(message) }
  }
}
