internal import CMath
internal import CScenes

/// Builds one room: its shell, openings, lights, furniture and pictures.
///
/// Furniture is made in its own coordinates (x right, y up, z to its front) at the current pose.
struct RoomBuilder {
  /// A place on the floor and a direction to face.
  struct Pose {
    var x: Float
    var z: Float
    var yaw: Float

    /// The pose that lies at (x, z) in the coordinates of this one, turned by `turn`.
    func moved(x: Float, z: Float, turn: Float) -> Pose {
      let cosine = tm_cosf(yaw)
      let sine = tm_sinf(yaw)
      return Pose(
        x: self.x + cosine * x + sine * z, z: self.z - sine * x + cosine * z, yaw: yaw + turn)
    }
  }

  /// A disc of the floor that is taken.
  struct Footprint {
    var x: Float
    var z: Float
    var radius: Float
  }

  /// Where on a wall something is, by its horizontal extent.
  struct WallSpan {
    var wall: Int
    var start: Float
    var end: Float
  }

  var room: Room
  var stream: RoomStream
  var footprints: [Footprint] = []
  var spans: [WallSpan] = []
  var pose = Pose(x: 0, z: 0, yaw: 0)
  var category = SemanticClass.clutter
  /// The colour of the walls, near which much of the furniture stays.
  var palette = SceneVector.grey(0.7)
  /// The number of the object being made; the shell has 0 to 5.
  var instance: Int32 = 5

  /// The room that belongs to `seed`, `index` and `attempt`.
  static func build(seed: UInt64, index: Int, attempt: Int) -> Room {
    func stream(_ purpose: RoomStream.Purpose) -> RoomStream {
      RoomStream(seed: seed, room: index, attempt: attempt, purpose: purpose)
    }
    var shell = stream(.shell)
    let type = RoomType.allCases[shell.index(below: RoomType.allCases.count)]
    var builder = RoomBuilder(room: Room(type: type), stream: shell)
    builder.makeShell()
    builder.stream = stream(.openings)
    builder.cutOpenings()
    builder.stream = stream(.lights)
    builder.hangLights()
    builder.stream = stream(.furniture)
    builder.furnish()
    builder.stream = stream(.pictures)
    builder.hangPictures()
    builder.stream = stream(.flats)
    builder.scatterFlats()
    return builder.room
  }

  /// Begins a new object at `pose`.
  mutating func begin(_ category: SemanticClass, at pose: Pose) {
    self.pose = pose
    self.category = category
    instance += 1
  }

  /// Makes another object that stands at (x, z) of the current one, and returns to that one's pose.
  mutating func attach(
    _ category: SemanticClass, x: Float, z: Float, turn: Float,
    make: (inout RoomBuilder) -> Void
  ) {
    let parent = pose
    begin(category, at: parent.moved(x: x, z: z, turn: turn))
    make(&self)
    pose = parent
  }

  private mutating func add(
    _ shape: SceneShape, at centre: SceneVector, half: SceneVector, radius: Float, material: Int32
  ) {
    precondition(
      room.primitives.count < Int(SCENE_MAXIMUM_PRIMITIVES), "a room holds too many primitives")
    let place = pose.moved(x: centre.x, z: centre.z, turn: 0)
    room.primitives.append(
      ScenePrimitive(
        shape: shape, material: material, category: category.rawValue, instance: instance,
        centre: SceneVector(x: place.x, y: centre.y, z: place.z), half: half,
        cosine: tm_cosf(pose.yaw), sine: tm_sinf(pose.yaw), radius: radius))
  }

  /// Adds a box with the given centre and half extents, in metres.
  mutating func box(
    _ x: Float, _ y: Float, _ z: Float, half: (Float, Float, Float), _ material: Int32
  ) {
    let half = SceneVector(x: half.0, y: half.1, z: half.2)
    add(
      SCENE_BOX, at: SceneVector(x: x, y: y, z: z), half: half, radius: half.length,
      material: material)
  }

  /// Adds an upright cylinder.
  mutating func cylinder(
    _ x: Float, _ y: Float, _ z: Float, radius: Float, halfHeight: Float, _ material: Int32
  ) {
    let half = SceneVector(x: radius, y: halfHeight, z: radius)
    add(
      SCENE_CYLINDER, at: SceneVector(x: x, y: y, z: z), half: half,
      radius: (radius * radius + halfHeight * halfHeight).squareRoot(), material: material)
  }

  /// Adds an ellipsoid with the given semi-axes.
  mutating func ellipsoid(
    _ x: Float, _ y: Float, _ z: Float, half: (Float, Float, Float), _ material: Int32
  ) {
    add(
      SCENE_ELLIPSOID, at: SceneVector(x: x, y: y, z: z),
      half: SceneVector(x: half.0, y: half.1, z: half.2),
      radius: max(half.0, half.1, half.2), material: material)
  }

  /// Adds a box in each corner of a rectangle: the legs of a table or chair.
  mutating func legs(
    x: Float, z: Float, height: Float, thickness: Float, _ material: Int32
  ) {
    for (side, front) in [(-1, -1), (1, -1), (-1, 1), (1, 1)] as [(Float, Float)] {
      box(
        side * x, height / 2, front * z, half: (thickness, height / 2, thickness), material)
    }
  }
}
