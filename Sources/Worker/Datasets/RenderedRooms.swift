internal import Documents
internal import Scenes
internal import TaskSpace

/// The rooms that the renderer makes.
struct RenderedRooms: RoomSource {
  private let renderer: SceneRenderer

  /// The rooms of `reference`.
  ///
  /// - Throws: `Failure` (software) where recipes name another version of the renderer.
  init(_ reference: DatasetReference) throws(Failure) {
    guard sceneGeneratorVersion == DatasetReference.sceneGeneratorVersion else {
      throw Failure(
        .software,
        "jobs name version \(DatasetReference.sceneGeneratorVersion) of the rooms, this worker"
          + " renders version \(sceneGeneratorVersion); build both programs from one source")
    }
    renderer = SceneRenderer(
      SceneParameters(
        seed: UInt64(bitPattern: Int64(reference.seed)), size: reference.size, views: 1,
        supersampling: reference.supersampling, labelSize: reference.mapSide))
  }

  func room(_ index: Int) -> SceneSample { renderer.sample(index) }

  func furtherViews(_ index: Int) -> [[UInt8]] { renderer.furtherViews(index) }
}
