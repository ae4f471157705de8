internal import Scenes
internal import TaskSpace

extension DatasetReference {
  /// Numbers that a sample has, besides images and maps.
  var numberCount: Int {
    kind == .taskonomy ? TaskonomyReader.numberCount : SceneLayout.numberCount
  }
}
