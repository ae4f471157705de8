/// Names and units of the released Taskonomy data: one folder a building, in it one a domain, in it
/// files `point_P_view_V_domain_DOMAIN.ENDING`.
package enum TaskonomyLayout {
  /// A kind of files that an image has.
  package enum Domain: String, CaseIterable, Sendable {
    case rgb
    case depthZbuffer = "depth_zbuffer"
    case depthEuclidean = "depth_euclidean"
    case normal
    case curvature = "principal_curvature"
    case reshading
    case edgeTexture = "edge_texture"
    case edgeOcclusion = "edge_occlusion"
    case keypoints2D = "keypoints2d"
    case keypoints3D = "keypoints3d"
    case segments2D = "segment_unsup2d"
    case segments25D = "segment_unsup25d"
    case semantic = "segment_semantic"
    case objects = "class_object"
    case scene = "class_scene"
    case points

    /// What the files' names call the domain, where that is not the folder's name.
    var inFileName: String {
      switch self {
      case .semantic: "segmentsemantic"
      case .points: "fixatedpose"
      default: rawValue
      }
    }

    var ending: String {
      switch self {
      case .objects, .scene: "npy"
      case .points: "json"
      default: "png"
      }
    }

    /// Bits of a sample of the PNG files; 0 for other files.
    var depth: Int {
      switch self {
      case .depthZbuffer, .depthEuclidean, .edgeTexture, .edgeOcclusion, .keypoints2D,
        .keypoints3D:
        16
      case .objects, .scene, .points: 0
      default: 8
      }
    }
  }

  /// One metre in depth files.
  package static let metre: Float = 512
  /// Raw depths from here on are pixels without a surface, as is 0.
  package static let noSurface: UInt16 = 64_500
  /// The value of zero in the files of normals and curvatures.
  package static let zero: Float = 127
  /// Values of `Domain.semantic`: 0 is uncertain, then come the classes.
  package static let firstClass = 1
  /// The field of view of rendered rooms, radians.
  package static let fieldOfView = 75 * Double.pi / 180

  /// The share of the full scale of 16 bits that counts as the largest value of a label.
  package static func fullScale(_ domain: Domain) -> Float {
    switch domain {
    case .edgeTexture: 0.08
    case .edgeOcclusion: 0.00625
    case .keypoints2D: 0.005
    default: 1
    }
  }

  /// The classes of Places that are homes or workplaces: the 63 of 365 that the label keeps.
  ///
  /// From the original code (`class_places_workspace_and_home`).
  package static let scenes: [Int] = [
    3, 23, 25, 26, 28, 37, 43, 45, 51, 52, 56, 61, 63, 88, 89, 93, 95, 100, 102, 106, 121, 124, 126,
    129, 131, 133, 135, 156, 165, 176, 177, 179, 182, 203, 208, 215, 217, 228, 240, 241, 244, 246,
    248, 253, 255, 264, 269, 280, 281, 282, 285, 298, 303, 311, 317, 318, 329, 333, 343, 346, 352,
    358, 363,
  ]
  /// How many classes the scene's teacher knows.
  package static let allScenes = 365
  /// The class of Places that each type of rendered room is, in the order of the types: bedroom,
  /// living room, kitchen, bathroom, office, corridor, dining room, storage room.
  package static let roomTypes = [52, 215, 203, 45, 244, 106, 121, 318]

  /// The domains in which the label of the task called `name` lies, besides the pixels.
  static func domains(of task: String) -> [Domain] {
    switch task {
    case "depth_zbuffer": [.depthZbuffer]
    case "depth_euclidean": [.depthEuclidean, .depthZbuffer]
    case "normal": [.normal, .depthZbuffer]
    case "curvature": [.curvature, .depthZbuffer]
    case "reshading": [.reshading, .depthZbuffer]
    case "edge_texture": [.edgeTexture]
    case "edge_occlusion": [.edgeOcclusion, .depthZbuffer]
    case "keypoints2d": [.keypoints2D]
    case "keypoints3d": [.keypoints3D, .depthZbuffer]
    case "segment_unsup2d": [.segments2D]
    case "segment_unsup25d": [.segments25D]
    case "segment_semantic": [.semantic]
    case "class_object": [.objects]
    case "class_scene": [.scene]
    case "vanishing_point", "room_layout", "fixated_pose", "nonfixated_pose", "egomotion",
      "point_matching":
      [.points]
    default: []
    }
  }

  /// The file of `domain` for the image called `BUILDING/point_P_view_V`.
  package static func file(_ domain: Domain, of image: String) -> String {
    file(domain, of: image, calling: domain.inFileName)
  }

  /// As `file`, with the domain's other name: some copies of the data use the folder's.
  package static func otherFile(_ domain: Domain, of image: String) -> String {
    file(domain, of: image, calling: domain.rawValue)
  }

  private static func file(
    _ domain: Domain, of image: String, calling name: String
  ) -> String {
    let parts = image.split(separator: "/", maxSplits: 1)
    precondition(parts.count == 2, "an image is called BUILDING/point_P_view_V")
    return "\(parts[0])/\(domain.rawValue)/\(parts[1])_domain_\(name).\(domain.ending)"
  }

  /// The image that a file of `Domain.rgb` shows; nil for any other file.
  package static func image(of file: String) -> String? {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    let ending = "_domain_rgb.png"
    guard parts.count == 3, parts[1] == Domain.rgb.rawValue, parts[2].hasSuffix(ending) else {
      return nil
    }
    let view = parts[2].dropLast(ending.utf8.count)
    guard TaskonomyView(String(view)) != nil else { return nil }
    return "\(parts[0])/\(view)"
  }
}

/// The name of an image within its building: which point it looks at, and which view of it it is.
package struct TaskonomyView: Hashable, Sendable {
  /// The point.
  package let point: Int
  /// The view of the point.
  package let view: Int

  /// The view with these numbers.
  package init(point: Int, view: Int) {
    self.point = point
    self.view = view
  }

  /// Reads `point_P_view_V`; nil for any other text.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "point", parts[2] == "view", let point = Int(parts[1]),
      let view = Int(parts[3]), point >= 0, view >= 0
    else { return nil }
    self.init(point: point, view: view)
  }

  /// As files are called.
  package var name: String { "point_\(point)_view_\(view)" }
}
