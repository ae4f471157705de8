/// Where each label lies in the arrays of a `SceneSample`.
package enum SceneLayout {
  /// Rows and columns of dense labels, unless `SceneParameters` say otherwise.
  package static let labelSize = 32

  /// How many channels `SceneSample.maps` has.
  package static let mapChannels = 12
  /// Natural logarithm of the depth along the viewing axis, in metres.
  package static let logDepth = 0..<1
  /// Natural logarithm of the distance from the camera, in metres.
  package static let logDistance = 1..<2
  /// Surface normal in camera coordinates: right, up, towards the viewer.
  package static let normal = 2..<5
  /// Cosine to a lamp at the camera, fading with distance; 0 to 1.
  package static let reshading = 5..<6
  /// Gradient magnitude of the picture, cut low, 0 to 1.
  package static let edgeTexture = 6..<7
  /// The largest of these values.
  package static let largestEdgeTexture: Float = 1
  /// Slopes of the root of the depth, blurred, from 0: strong where one surface hides another.
  package static let edgeOcclusion = 7..<8
  /// Corners and blobs of the picture, cut low, 0 to 1.
  package static let keypoints2D = 8..<9
  /// The largest of these values.
  package static let largestKeypoint2D: Float = 1
  /// Corners of the geometry, 0 to 1.
  package static let keypoints3D = 9..<10
  /// The two principal curvatures as tanh(k / 4), k in 1/m, the stronger first; 0 at occlusions.
  package static let curvature = 10..<12

  /// How many channels `SceneSample.segments` has.
  package static let segmentChannels = 4
  /// Segment of an unsupervised segmentation by colour.
  package static let segment2D = 0
  /// Segment of an unsupervised segmentation by colour, orientation and depth.
  package static let segment25D = 1
  /// Index into `semanticClasses`.
  package static let semantic = 2
  /// Number of the object within its room: 0 to 3 walls, 4 floor, 5 ceiling, then furniture.
  package static let instance = 3

  /// How many elements `SceneSample.numbers` has.
  package static let numberCount = 60
  /// Index into `roomTypes`.
  package static let roomType = 0..<1
  /// Share of each semantic class in the picture, weighted towards its centre by exp(-4 r^2).
  package static let objectAreas = 1..<19
  /// The room's three axes in camera coordinates (right, up, forward), the most frontal first.
  package static let vanishingPoint = 19..<28
  /// Log distances to the shell along +/- each of these axes, then sine of turn and of pitch.
  package static let roomLayout = 28..<36
  /// Pose of view B seen from A: translation (right, up, forward; m), turn, change and mean of pitch.
  package static let fixatedPose = 36..<42
  /// Pose of view D seen from A, likewise.
  package static let nonfixatedPose = 42..<48
  /// Poses of views B and C seen from A, likewise.
  package static let egomotion = 48..<60

  /// The named ranges of `SceneSample.numbers`, in order; `egomotion` repeats B for its own task.
  package static let numberRanges: [(name: String, range: Range<Int>)] = [
    ("room_type", roomType), ("object_areas", objectAreas), ("vanishing_point", vanishingPoint),
    ("room_layout", roomLayout), ("fixated_pose", fixatedPose),
    ("nonfixated_pose", nonfixatedPose), ("egomotion", egomotion),
  ]

  /// The semantic classes, in the order of their numbers.
  package static let semanticClasses = SemanticClass.allCases.map { "\($0)" }
  /// Background, and the semantic classes of movable things in their order.
  package static let movableClasses =
    ["background"] + SemanticClass.allCases.filter(\.isMovable).map { "\($0)" }
  private static let movableNumbers = SemanticClass.allCases.map { kind in
    kind.isMovable
      ? 1 + SemanticClass.allCases.prefix(Int(kind.rawValue)).count(where: \.isMovable) : 0
  }

  /// The number of a semantic class among `movableClasses`.
  package static func movableClass(of semantic: Int) -> Int { movableNumbers[semantic] }

  /// The kinds of room, in the order of their numbers.
  package static let roomTypes = RoomType.allCases.map { "\($0)" }
}
