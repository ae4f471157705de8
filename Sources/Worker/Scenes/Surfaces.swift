internal import CScenes

/// What each pixel's centre sees, at the resolution of the picture, in camera coordinates.
struct Surfaces {
  let size: Int
  /// Metres along the viewing axis.
  var depth: Plane
  /// Metres along the ray.
  var distance: Plane
  /// Unit normals: right, up, towards the viewer.
  var normals: [Plane]
  /// Points in metres: right, up, towards the viewer (so z is minus the depth).
  var points: [Plane]
  var reshading: Plane
  var categories: [Int16]
  var instances: [Int16]

  init(
    size: Int, depth: Plane, distance: Plane, normals: [Plane], points: [Plane], reshading: Plane,
    categories: [Int16], instances: [Int16]
  ) {
    self.size = size
    self.depth = depth
    self.distance = distance
    self.normals = normals
    self.points = points
    self.reshading = reshading
    self.categories = categories
    self.instances = instances
  }

  init(
    room: UnsafePointer<SceneRoom>, camera: Camera, size: Int,
    instructions: RayInstructions
  ) {
    let count = size * size
    var floats = [Float](repeating: 0, count: 9 * count)
    var labels = [Int16](repeating: 0, count: 2 * count)
    floats.withUnsafeMutableBufferPointer { floats in
      labels.withUnsafeMutableBufferPointer { labels in
        guard let base = floats.baseAddress, let label = labels.baseAddress else {
          preconditionFailure("a picture without pixels")
        }
        var buffers = SceneSurfaces(
          depth: base, distance: base + count,
          normals: (base + 2 * count, base + 3 * count, base + 4 * count),
          points: (base + 5 * count, base + 6 * count, base + 7 * count),
          reshading: base + 8 * count, categories: label, instances: label + count)
        var axes = camera.axes
        scene_surfaces(instructions.number, room, &axes, Int32(size), &buffers)
      }
    }
    func plane(_ index: Int) -> Plane { Plane(floats[(index * count)..<((index + 1) * count)]) }
    self.size = size
    depth = plane(0)
    distance = plane(1)
    normals = [plane(2), plane(3), plane(4)]
    points = [plane(5), plane(6), plane(7)]
    reshading = plane(8)
    categories = Array(labels[..<count])
    instances = Array(labels[count...])
  }
}
