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

  /// Calls `body` with the room as C sees it; the pointer is valid during the call only.
  func withDescription<Result>(_ body: (UnsafePointer<SceneRoom>) -> Result) -> Result {
    precondition(
      primitives.count <= Int(SCENE_MAXIMUM_PRIMITIVES)
        && lights.count <= Int(SCENE_MAXIMUM_LIGHTS),
      "a room beyond what the renderer holds")
    return primitives.withUnsafeBufferPointer { primitives in
      decals.withUnsafeBufferPointer { decals in
        lights.withUnsafeBufferPointer { lights in
          materials.withUnsafeBufferPointer { materials in
            var description = SceneRoom(
              size: size,
              primitives: primitives.baseAddress, primitive_count: Int32(primitives.count),
              decals: decals.baseAddress, decal_count: Int32(decals.count),
              lights: lights.baseAddress, light_count: Int32(lights.count),
              materials: materials.baseAddress,
              surface_materials: (
                surfaces[0], surfaces[1], surfaces[2], surfaces[3], surfaces[4], surfaces[5]
              ),
              ambient: ambient, trim: trim, baseboard: baseboard)
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
