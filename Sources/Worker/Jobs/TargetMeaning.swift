internal import Datasets
internal import Scenes
internal import TaskSpace

/// What the numbers of a task's target mean, in words.
struct TargetMeaning {
  /// Unit, range and convention in one sentence.
  let sentence: String
  /// What each number or class is called, in the order of the channels.
  let names: [String]

  /// Makes a meaning of known words.
  init(sentence: String, names: [String]) {
    self.sentence = sentence
    self.names = names
  }

  /// The meaning of the target of `task` in `data`; what has no name is called by its place.
  init(_ task: TaskDefinition, of data: DatasetReference) {
    let (sentence, names) =
      if let own = data.own, own.definition == task {
        Self.own(own)
      } else {
        Self.known(task, of: data)
      }
    let count = task.target.channels
    self.sentence = sentence
    let prefix = task.loss.isClassification ? "class " : ""
    self.names = names.count == count ? names : (0..<count).map { prefix + String($0) }
  }

  /// What the spec says that defines the task.
  private static func own(_ task: OwnTask) -> (String, [String]) {
    switch task.labels {
    case .maps(let folder, let scale, _):
      ("The samples of the files in \(folder), times \(scale).", task.classNames)
    case .table(let file, _, let columns):
      (
        "What the table \(file) says: \(columns.joined(separator: ", ")).",
        task.classNames.isEmpty ? columns : task.classNames
      )
    }
  }

  private static func known(
    _ task: TaskDefinition, of data: DatasetReference
  ) -> (String, [String]) {
    let (sentence, names) = inRooms(task)
    // Files have other units than rooms, and other classes.
    guard data.kind != .scenes, !task.isOfPixels, let files = task.documentation?.files else {
      return (sentence, names)
    }
    return (files, names)
  }

  private static let motion = ["right", "up", "forward", "turn", "change of pitch", "mean pitch"]

  private static func inRooms(_ task: TaskDefinition) -> (String, [String]) {
    switch task.name {
    case "autoencoding", "denoising", "inpainting":
      ("Colours from -1 to 1.", ["red", "green", "blue"])
    case "colorization":
      (
        "Half the difference of a colour from brightness, 0.3 R + 0.59 G + 0.11 B, from -1 to 1.",
        ["red", "blue"]
      )
    case "jigsaw":
      (
        "In which of fixed orders the tiles lie.",
        JigsawOrders.orders.map { $0.map { String($0) }.joined() }
      )
    case "edge_texture": ("Magnitude of the gradient of brightness, from 0.", ["strength"])
    case "keypoints2d":
      ("How much of a corner or a blob the picture has there, from 0.", ["strength"])
    case "edge_occlusion": ("Slopes of the root of the depth, from 0.", ["strength"])
    case "keypoints3d": ("How much of a corner the surface has there, 0 to 1.", ["strength"])
    case "curvature":
      ("Principal curvatures k in 1/m as tanh(k / 4), the stronger first.", ["first", "second"])
    case "depth_zbuffer": ("Natural logarithm of metres along the viewing axis.", ["log depth"])
    case "depth_euclidean": ("Natural logarithm of metres from the camera.", ["log distance"])
    case "normal":
      ("Unit vectors in camera coordinates.", ["right", "up", "towards the viewer"])
    case "reshading": ("Cosine to a lamp at the camera, fading with distance; 0 to 1.", ["light"])
    case "segment_unsup2d", "segment_unsup25d":
      (
        "Probability that a pixel and the one so many rows and columns away are one segment.",
        TaskDictionary.segmentPairs.map { "\($0.0),\($0.1)" }
      )
    case "segment_semantic":
      ("The kind of movable thing that each pixel shows.", SceneLayout.movableClasses)
    case "class_object":
      (
        "Shares of the object classes in the picture.",
        SceneLayout.semanticClasses.dropFirst(TargetMaker.shellClasses) + ["nothing"]
      )
    case "class_scene": ("The kind of room.", SceneLayout.roomTypes)
    case "vanishing_point":
      (
        "The room's three axes in camera coordinates, the most frontal first.",
        (1...3).flatMap { axis in ["right", "up", "forward"].map { "axis \(axis) \($0)" } }
      )
    case "room_layout":
      (
        "Log distances to the room's shell along its axes, then sines of turn and pitch.",
        (1...3).flatMap { ["axis \($0) ahead", "axis \($0) behind"] } + ["turn", "pitch"]
      )
    case "fixated_pose", "nonfixated_pose":
      ("The second camera seen from the first; metres, and angles in radians.", motion)
    case "egomotion":
      (
        "The second and the third camera seen from the first; metres, and angles in radians.",
        ["B", "C"].flatMap { view in motion.map { "\(view) \($0)" } }
      )
    case "point_matching":
      ("Probability that both images have the same point at their centres.", ["same"])
    default: (task.summary, [])
    }
  }
}

extension LossFunction {
  /// Whether it judges a choice among classes.
  fileprivate var isClassification: Bool {
    switch self {
    case .crossEntropy, .weightedCrossEntropy, .softCrossEntropy: true
    case .absolute, .squared, .binaryCrossEntropy: false
    }
  }
}
