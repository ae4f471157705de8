import Datasets
import Documents
import TaskSpace
import Testing

/// What `worker check-data` finds.
@Suite struct DataCheckTests {
  let exported: ExportedRooms

  init() throws { exported = try ExportedRooms() }

  private func findings(
    _ tasks: String, train: Int = 12, sample: Int? = nil
  ) throws -> DataCheck.Findings {
    let folder = try exported.folder()
    let spec = try JobSpec(
      text: #"{"data": "taskonomy", "dataset": "rooms"}"#, file: "s",
      settings: [
        "tasks=\(tasks)", "splits.train=\(train)", "splits.transfer=4", "splits.validation=2",
        "splits.test=8",
      ]
    ).resting(on: [("rooms", folder.manifest.digest)])
    return try DataCheck(spec, folders: [folder], sample: sample).run()
  }

  @Test func wholeFoldersAreFine() throws {
    let found = try findings("normal,fixated_pose,class_object")
    #expect(found.isFine)
    #expect(found.images == 26)
    #expect(try findings("normal", sample: 2).images == 8)
  }

  @Test func namesFilesThatAreMissingDamagedOrOfTheWrongShape() throws {
    Files.remove(exported.file(.normal, of: 0))
    try Files.write("x", to: exported.file(.depthZbuffer, of: 1))
    try Files.write(
      try Files.read(exported.file(.reshading, of: 0)), to: exported.file(.depthZbuffer, of: 2))
    let found = try findings("normal")
    #expect(!found.isFine)
    let kinds = found.problems.map { "\($0.kind.rawValue) \($0.file.split(separator: "/")[1])" }
    #expect(
      kinds.sorted() == ["corrupt depth_zbuffer", "missing normal", "wrong shape depth_zbuffer"])
    #expect(try findings("class_scene").isFine, "nobody needs these files")
  }

  @Test func saysHowManyImagesThereAre() throws {
    let found = try findings("normal", train: 40)
    #expect(found.complaints == ["there are 12 images for train, the spec wants 40"])
  }
}
