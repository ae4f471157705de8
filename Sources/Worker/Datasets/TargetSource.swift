internal import Scenes
internal import TaskSpace

/// Where the target of a task comes from.
enum TargetSource: Sendable {
  case image
  case colours
  case maps(Range<Int>)
  case pairs(Int)
  case semantic
  case objects
  case roomType
  case tileOrder
  case matching
  case numbers(Range<Int>)
  case own

  /// The source of the task called `task` in data as `reference` names them; nil where they have
  /// none.
  init?(task: String, in reference: DatasetReference) {
    if reference.own?.definition.name == task {
      self = .own
      return
    }
    switch (reference.kind, task) {
    case (.taskonomy, "class_object"): self = .numbers(TaskonomyReader.objectProbabilities)
    case (.taskonomy, "class_scene"): self = .numbers(TaskonomyReader.sceneProbabilities)
    default: self.init(room: task)
    }
  }

  private init?(room task: String) {
    switch task {
    case "autoencoding", "denoising", "inpainting": self = .image
    case "colorization": self = .colours
    case "jigsaw": self = .tileOrder
    case "edge_texture": self = .maps(SceneLayout.edgeTexture)
    case "keypoints2d": self = .maps(SceneLayout.keypoints2D)
    case "segment_unsup2d": self = .pairs(SceneLayout.segment2D)
    case "edge_occlusion": self = .maps(SceneLayout.edgeOcclusion)
    case "keypoints3d": self = .maps(SceneLayout.keypoints3D)
    case "curvature": self = .maps(SceneLayout.curvature)
    case "depth_zbuffer": self = .maps(SceneLayout.logDepth)
    case "depth_euclidean": self = .maps(SceneLayout.logDistance)
    case "normal": self = .maps(SceneLayout.normal)
    case "reshading": self = .maps(SceneLayout.reshading)
    case "segment_unsup25d": self = .pairs(SceneLayout.segment25D)
    case "segment_semantic": self = .semantic
    case "class_object": self = .objects
    case "class_scene": self = .roomType
    case "vanishing_point": self = .numbers(SceneLayout.vanishingPoint)
    case "room_layout": self = .numbers(SceneLayout.roomLayout)
    case "fixated_pose": self = .numbers(SceneLayout.fixatedPose)
    case "nonfixated_pose": self = .numbers(SceneLayout.nonfixatedPose)
    case "egomotion": self = .numbers(SceneLayout.egomotion)
    case "point_matching": self = .matching
    default: return nil
    }
  }
}
