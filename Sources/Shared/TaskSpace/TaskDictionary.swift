internal import Documents

/// The tasks of the paper, 25 that are trained, with the pseudo-sources that its tournaments know.
///
/// Losses, targets and inputs follow the paper where rooms of 64 pixels allow it (the method's
/// section 1.2); sparse maps use L2, whose best constant guess is not the empty map.
package enum TaskDictionary {
  /// The frozen encoder that was never trained: a source, never a target.
  package static let random = "random"
  /// The target's own fully supervised network, as an entrant of a tournament.
  package static let supervised = "self"
  /// A network trained from scratch on the data that transfers get: the opponent of Gain.
  package static let scratch = "scratch"
  /// The best constant guess.
  package static let average = "average"

  /// The semantic classes of rendered rooms: background, then the kinds of things that move house.
  package static let semanticClassCount = 10
  /// The types of rendered rooms.
  package static let roomTypeCount = 8
  /// The object classes of rendered rooms, and one for "nothing in particular".
  package static let objectClassCount = 16
  /// How much the classes of a weighted loss count: class 0, the background, hardly anything.
  ///
  /// The paper's weights are 0.54 for the background and 7.2 to 9.2 for the others.
  package static func classWeights(classes: Int) -> [Float] {
    [0.54] + Array(repeating: 8, count: classes - 1)
  }
  /// The fixed orders into which jigsaw puts its nine tiles.
  package static let jigsawOrderCount = 20
  /// The pairs of pixels, as (rows, columns) apart in a 32x32 map, whose membership in the same
  /// segment is predicted: a deterministic stand-in for the paper's sampled metric loss, whose
  /// pairs are as often far apart as near.
  package static let segmentPairs = [
    (0, 1), (1, 0), (0, 4), (4, 0), (6, 6), (6, -6), (0, 12), (12, 0),
  ]

  /// The same pairs in a map of `side` pixels a side, which shows as much.
  package static func segmentPairs(side: Int) -> [(Int, Int)] {
    segmentPairs.map { ($0.0 * side / 32, $0.1 * side / 32) }
  }

  /// All tasks, in the order of the paper's table.
  package static let all: [TaskDefinition] = images + maps + numbers + poses

  /// The names of each task, its own first.
  package static var names: [[String]] { all.map { [$0.name] + $0.aliases } }

  /// The task called `name`, by its name or an alias; nil where there is none.
  package static func task(_ name: String) -> TaskDefinition? {
    byName[name]
  }

  private static let byName: [String: TaskDefinition] = {
    var tasks: [String: TaskDefinition] = [:]
    for task in all {
      for name in [task.name] + task.aliases { tasks[name] = task }
    }
    return tasks
  }()

  private static let images = [
    TaskDefinition(
      name: "autoencoding", aliases: ["autoencoder"], group: .flat, role: .both, views: 1,
      input: .clean, target: .map(channels: 3), loss: .absolute,
      summary: "Give back the image that went in."),
    TaskDefinition(
      name: "denoising", aliases: ["denoise", "denoising_autoencoder"], group: .flat, role: .both,
      views: 1, input: .noisy, target: .map(channels: 3), loss: .absolute,
      summary: "Give back the image without the noise that was added."),
    TaskDefinition(
      name: "colorization", aliases: [], group: .flat, role: .source, views: 1, input: .grey,
      target: .map(channels: 2), loss: .squared,
      summary: "Find the colours of a grey image."),
    TaskDefinition(
      name: "inpainting", aliases: ["impainting_whole", "inpainting_whole"], group: .flat,
      role: .source, views: 1, input: .masked, target: .map(channels: 3), loss: .absolute,
      summary: "Fill in the missing centre of an image."),
    TaskDefinition(
      name: "jigsaw", aliases: [], group: .geometric, role: .source, views: 1, input: .tiles,
      target: .classes(jigsawOrderCount), loss: .crossEntropy,
      summary: "Tell in which of 20 orders the nine tiles of an image were put."),
  ]

  private static let maps = [
    TaskDefinition(
      name: "edge_texture", aliases: ["edge2d"], group: .flat, role: .both, views: 1, input: .clean,
      target: .map(channels: 1), loss: .squared,
      summary: "Edges of brightness."),
    TaskDefinition(
      name: "keypoints2d", aliases: ["keypoint2d"], group: .flat, role: .both, views: 1,
      input: .clean, target: .map(channels: 1), loss: .squared,
      summary: "Corners and blobs of brightness."),
    TaskDefinition(
      name: "segment_unsup2d", aliases: ["segment2d"], group: .flat, role: .both, views: 1,
      input: .clean, target: .map(channels: segmentPairs.count),
      loss: .binaryCrossEntropy,
      summary: "Which neighbouring pixels belong together, by colour."),
    TaskDefinition(
      name: "edge_occlusion", aliases: ["edge3d"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 1), loss: .squared,
      summary: "Edges where one surface hides another."),
    TaskDefinition(
      name: "keypoints3d", aliases: ["keypoint3d"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 1), loss: .squared,
      summary: "Corners of the surface."),
    TaskDefinition(
      name: "curvature", aliases: ["principal_curvature"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 2), loss: .squared,
      summary: "The two principal curvatures of the surface."),
    TaskDefinition(
      name: "depth_zbuffer", aliases: ["rgb2depth"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 1), loss: .absolute,
      summary: "Distance of the surface from the camera's plane."),
    TaskDefinition(
      name: "depth_euclidean", aliases: ["rgb2mist"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 1), loss: .absolute,
      summary: "Distance of the surface from the camera's centre."),
    TaskDefinition(
      name: "normal", aliases: ["rgb2sfnorm"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 3), loss: .absolute,
      summary: "The direction in which the surface faces."),
    TaskDefinition(
      name: "reshading", aliases: ["reshade"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: 1), loss: .absolute,
      summary: "How the surface would look, uncoloured, lit from the camera."),
    TaskDefinition(
      name: "segment_unsup25d", aliases: ["segment25d"], group: .surface, role: .both, views: 1,
      input: .clean, target: .map(channels: segmentPairs.count),
      loss: .binaryCrossEntropy,
      summary: "Which neighbouring pixels belong together, by colour, depth and direction."),
    TaskDefinition(
      name: "segment_semantic", aliases: ["segmentsemantic", "segmentsemantic_rb"],
      group: .semantic, role: .both, views: 1, input: .clean,
      target: .labels(classes: semanticClassCount), loss: .weightedCrossEntropy,
      summary: "What kind of movable thing each pixel shows."),
  ]

  private static let numbers = [
    TaskDefinition(
      name: "class_object", aliases: ["class_1000"], group: .semantic, role: .both, views: 1,
      input: .clean, target: .distribution(objectClassCount), loss: .softCrossEntropy,
      summary: "Which kinds of objects the image shows most of."),
    TaskDefinition(
      name: "class_scene", aliases: ["class_places"], group: .semantic, role: .both, views: 1,
      input: .clean, target: .classes(roomTypeCount), loss: .crossEntropy,
      summary: "What kind of room it is."),
    TaskDefinition(
      name: "vanishing_point", aliases: ["vanishing_point_well_defined"], group: .geometric,
      role: .both, views: 1, input: .clean, target: .vector(9), loss: .squared,
      summary: "The three main directions of the room, seen from the camera."),
    TaskDefinition(
      name: "room_layout", aliases: [], group: .geometric, role: .both, views: 1, input: .clean,
      target: .vector(8), loss: .squared,
      summary: "How far the walls, the floor and the ceiling are."),
  ]

  private static let poses = [
    TaskDefinition(
      name: "fixated_pose", aliases: ["fix_pose"], group: .geometric, role: .both, views: 2,
      input: .clean, further: [.viewB], target: .vector(6), loss: .squared,
      summary: "How the camera moved between two images of the same point."),
    TaskDefinition(
      name: "nonfixated_pose", aliases: ["non_fixated_pose"], group: .geometric, role: .both,
      views: 2, input: .clean, further: [.viewD], target: .vector(6), loss: .squared,
      summary: "How the camera moved between two images of one room."),
    TaskDefinition(
      name: "egomotion", aliases: ["ego_motion"], group: .geometric, role: .both, views: 3,
      input: .clean, further: [.viewB, .viewC], target: .vector(12), loss: .squared,
      summary: "How the camera moved over three images."),
    TaskDefinition(
      name: "point_matching", aliases: ["point_match"], group: .geometric, role: .both, views: 2,
      input: .clean, further: [.viewB, .viewD], target: .vector(1), loss: .binaryCrossEntropy,
      summary: "Whether two images have the same point at their centre."),
  ]
}
