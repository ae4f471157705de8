internal import CScenes

/// A described room: everything that the C renderer needs to know, in arrays.
struct Room {
  var type: RoomType
  var size = SceneVector()
  var primitives: [ScenePrimitive] = []
  var materials: [SceneMaterial] = []
  var decals: [SceneDecal] = []
  var lights: [SceneLight] = []
  /// The materials of walls 0 to 3, floor and ceiling.
  var surfaces: [Int32] = Array(repeating: 0, count: 6)
  var ambient = SceneVector()
  var trim = SceneVector()
  var baseboard: Float = 0
  /// The direction towards the sun, and its light; black where it does not shine.
  var sun = SceneVector()
  var sunlight = SceneVector()
  /// The share of light that the floor mirrors.
  var floorGloss: Float = 0

  /// The decals by surface, panes first, and where those of each surface begin.
  private var sortedDecals: (decals: [SceneDecal], starts: [Int32]) {
    var sorted: [SceneDecal] = []
    var starts: [Int32] = [0]
    for surface in Int32(0)..<5 {
      let own = decals.filter { $0.surface == surface }
      let isPane = { (decal: SceneDecal) in decal.category == SemanticClass.window.rawValue }
      sorted += own.filter(isPane) + own.filter { !isPane($0) }
      starts.append(Int32(sorted.count))
    }
    return (sorted, starts)
  }

  /// Calls `body` with the room as C sees it; the pointer is valid during the call only.
  func withDescription<Result>(_ body: (UnsafePointer<SceneRoom>) -> Result) -> Result {
    precondition(
      primitives.count <= Int(SCENE_MAXIMUM_PRIMITIVES)
        && lights.count <= Int(SCENE_MAXIMUM_LIGHTS),
      "a room beyond what the renderer holds")
    let (decals, starts) = sortedDecals
    return primitives.withUnsafeBufferPointer { primitives in
      decals.withUnsafeBufferPointer { decals in
        lights.withUnsafeBufferPointer { lights in
          materials.withUnsafeBufferPointer { materials in
            var description = SceneRoom(
              size: size,
              primitives: primitives.baseAddress, primitive_count: Int32(primitives.count),
              decals: decals.baseAddress,
              decal_starts: (starts[0], starts[1], starts[2], starts[3], starts[4], starts[5]),
              lights: lights.baseAddress, light_count: Int32(lights.count),
              materials: materials.baseAddress,
              surface_materials: (
                surfaces[0], surfaces[1], surfaces[2], surfaces[3], surfaces[4], surfaces[5]
              ),
              ambient: ambient, trim: trim, baseboard: baseboard, sun: sun, sunlight: sunlight,
              floor_gloss: floorGloss)
            return withUnsafePointer(to: &description) { body($0) }
          }
        }
      }
    }
  }

  /// Whether a person's head fits at `point`: no object within about 0.2 m.
  func isClear(_ point: SceneVector) -> Bool {
    primitives.allSatisfy { solid in
      let offset = solid.centre - point
      if abs(offset.y) > solid.half.y + 0.25 { return true }
      let reach = max(solid.half.x, solid.half.z) + 0.22
      return offset.x * offset.x + offset.z * offset.z >= reach * reach
    }
  }
}
