import Datasets
import Documents
import Scenes
import TaskSpace
import TestSupport

/// A few rooms, exported in the layout of the released Taskonomy data.
final class ExportedRooms {
  static let rooms = DatasetReference(
    kind: .scenes, seed: 11, size: 64, supersampling: 1,
    counts: [.train: 3, .transfer: 2, .test: 2])

  let temporary = TemporaryFolder()
  var path: String { "\(temporary.path)/rooms" }
  var cache: String { "\(temporary.path)/cache" }

  init() throws {
    let count = try RoomExport(Self.rooms, to: path).write()
    precondition(count == 28, "seven rooms have four views each")
  }

  func folder(_ manifest: Manifest? = nil) throws -> DatasetFolder {
    try DatasetFolder(name: "rooms", path: path, manifest: manifest)
  }

  /// The images as a run would use them.
  func reference(
    _ folder: DatasetFolder, train: Int = 12, test: Int = 8, own: OwnTask? = nil
  ) -> DatasetReference {
    DatasetReference(
      kind: .taskonomy, seed: 3, size: 64, supersampling: 1,
      counts: [.train: train, .test: test], name: "rooms", manifest: folder.manifest.digest,
      own: own)
  }

  func dataset(_ folder: DatasetFolder, own: OwnTask? = nil) throws -> Dataset {
    try Dataset(
      reference(folder, own: own), cache: cache,
      options: DatasetOptions(roomsPerChunk: 5, folders: [folder]))
  }

  /// The room as the renderer gives it, all four views of it.
  static func sample(_ place: Int, of split: DatasetReference.Split) -> SceneSample {
    let renderer = SceneRenderer(
      SceneParameters(seed: UInt64(rooms.seed), size: 64, views: 4, supersampling: 1))
    return renderer.sample(rooms.firstIndex(split) + place)
  }

  /// The file of `domain` of view `view` of room `place`.
  func file(
    _ domain: TaskonomyLayout.Domain, _ view: Int = 0, of place: Int,
    in split: DatasetReference.Split = .train
  ) -> String {
    let name = RoomName.view(view, of: place).name
    return "\(path)/" + TaskonomyLayout.file(domain, of: "\(split.rawValue)/\(name)")
  }
}
