import CScenes
import Testing

/// A room of 4 x 3 x 5 metres with a box, a cylinder and an ellipsoid.
private func withRoom(_ body: (UnsafePointer<SceneRoom>) -> Void) {
  func solid(_ shape: SceneShape, _ centre: SceneVector, _ half: SceneVector) -> ScenePrimitive {
    ScenePrimitive(
      shape: shape, material: 0, category: 7, instance: 6, centre: centre, half: half,
      cosine: 0.8, sine: 0.6,
      radius: (half.x * half.x + half.y * half.y + half.z * half.z).squareRoot())
  }
  let solids = [
    solid(SCENE_BOX, SceneVector(x: 1, y: 0.5, z: 3), SceneVector(x: 0.3, y: 0.5, z: 0.2)),
    solid(SCENE_CYLINDER, SceneVector(x: 2, y: 0.6, z: 4), SceneVector(x: 0.4, y: 0.6, z: 0.4)),
    solid(SCENE_ELLIPSOID, SceneVector(x: 3, y: 1, z: 3), SceneVector(x: 0.5, y: 0.3, z: 0.2)),
  ]
  let grey = SceneVector(x: 0.5, y: 0.5, z: 0.5)
  let black = SceneVector()
  let materials = [
    SceneMaterial(
      texture: SCENE_PLAIN, seed: 1, first: grey, second: grey, scale: 1, specular: 0, emission: 0,
      grime: 0),
    SceneMaterial(
      texture: SCENE_PLAIN, seed: 1, first: black, second: black, scale: 1, specular: 0,
      emission: 0, grime: 0),
    SceneMaterial(
      texture: SCENE_WINDOW, seed: 1, first: grey, second: grey, scale: 0.5, specular: 0,
      emission: 0, grime: 0),
  ]
  let lights = [
    SceneLight(
      position: SceneVector(x: 2, y: 2.8, z: 2), colour: SceneVector(x: 5, y: 5, z: 5),
      radius: 0)
  ]
  // A window in the wall at x = 0, and a black mat on the floor.
  let decals = [
    SceneDecal(
      surface: 0, material: 2, category: Int32(SCENE_PANE.rawValue), instance: 9, u0: 1, u1: 2,
      v0: 1, v1: 2),
    SceneDecal(
      surface: 4, material: 1, category: -1, instance: -1, u0: 3, u1: 3.5, v0: 0.5, v1: 1),
  ]
  solids.withUnsafeBufferPointer { solids in
    decals.withUnsafeBufferPointer { decals in
      materials.withUnsafeBufferPointer { materials in
        lights.withUnsafeBufferPointer { lights in
          var room = SceneRoom(
            size: SceneVector(x: 4, y: 3, z: 5), primitives: solids.baseAddress, primitive_count: 3,
            decals: decals.baseAddress, decal_starts: (0, 1, 1, 1, 1, 2),
            lights: lights.baseAddress, light_count: 1,
            materials: materials.baseAddress, surface_materials: (0, 0, 0, 0, 0, 0),
            ambient: grey, trim: grey, baseboard: 0, sun: SceneVector(x: -0.8, y: 0.6, z: 0),
            sunlight: SceneVector(x: 3, y: 3, z: 3), floor_gloss: 0)
          withUnsafePointer(to: &room) { body($0) }
        }
      }
    }
  }
}

private func dot(_ a: SceneVector, _ b: SceneVector) -> Float {
  a.x * b.x + a.y * b.y + a.z * b.z
}

private func unit(_ x: Float, _ y: Float, _ z: Float) -> SceneVector {
  let length = (x * x + y * y + z * z).squareRoot()
  return SceneVector(x: x / length, y: y / length, z: z / length)
}

private let eye = SceneVector(x: 2, y: 1.5, z: 0.5)
private let camera = SceneCamera(
  position: eye, right: SceneVector(x: 1, y: 0, z: 0), up: SceneVector(x: 0, y: 1, z: 0),
  forward: SceneVector(x: 0, y: 0, z: 1))

@Suite struct RayTests {
  @Test func raysMeetTheSurfacesWhereTheyAre() {
    withRoom { room in
      let ahead = scene_trace(room, eye, unit(0, 0, 1))
      #expect(ahead.surface == 3 && abs(ahead.distance - 4.5) < 1e-5 && ahead.primitive == -1)
      let down = scene_trace(room, eye, unit(0, -1, 0))
      #expect(down.surface == 4 && abs(down.distance - 1.5) < 1e-5)
      let cylinder = scene_trace(
        room, SceneVector(x: 2, y: 0.6, z: 0.5), unit(0, 0, 1))
      #expect(cylinder.primitive == 1 && abs(cylinder.distance - 3.1) < 1e-4)
      #expect(abs(cylinder.normal.z + 1) < 1e-4)
      let lid = scene_trace(room, SceneVector(x: 2, y: 2, z: 4), unit(0, -1, 0))
      #expect(lid.primitive == 1 && abs(lid.distance - 0.8) < 1e-5 && lid.normal.y == 1)
      let box = scene_trace(room, SceneVector(x: 1, y: 2, z: 3), unit(0, -1, 0))
      #expect(box.primitive == 0 && abs(box.distance - 1) < 1e-5)
      let ellipsoid = scene_trace(room, SceneVector(x: 3, y: 2, z: 3), unit(0, -1, 0))
      #expect(ellipsoid.primitive == 2 && abs(ellipsoid.distance - 0.7) < 1e-5)
    }
  }

  @Test func hitsLieOnTheirSolidsWithUnitNormalsTowardsTheViewer() {
    withRoom { room in
      var axes = camera
      var met: Set<Int32> = []
      for step in 0..<2_000 {
        let direction = scene_pixel_direction(
          &axes, 64, Float(step % 50) * 1.28, Float(step / 50) * 1.6)
        let hit = scene_trace(room, eye, direction)
        met.insert(hit.primitive)
        #expect(abs(dot(hit.normal, hit.normal) - 1) < 1e-4)
        #expect(dot(hit.normal, direction) <= 1e-3)
        guard hit.primitive == 2 else { continue }
        let solid = room.pointee.primitives[2]
        let x = hit.point.x - solid.centre.x
        let z = hit.point.z - solid.centre.z
        let local = (
          (solid.cosine * x - solid.sine * z) / solid.half.x,
          (hit.point.y - solid.centre.y) / solid.half.y,
          (solid.sine * x + solid.cosine * z) / solid.half.z
        )
        #expect(abs(local.0 * local.0 + local.1 * local.1 + local.2 * local.2 - 1) < 1e-3)
      }
      #expect(met == [-1, 0, 1, 2])
    }
  }

  @Test(arguments: [SCENE_BASELINE, SCENE_AVX2, SCENE_AVX512])
  func tilesSeeWhatSingleRaysSee(_ instructions: SceneInstructions) {
    guard instructions.rawValue <= scene_best_instructions().rawValue else { return }
    withRoom { room in
      let size = 64
      var floats = [Float](repeating: 0, count: 9 * size * size)
      var labels = [Int16](repeating: 0, count: 2 * size * size)
      var axes = camera
      floats.withUnsafeMutableBufferPointer { floats in
        labels.withUnsafeMutableBufferPointer { labels in
          guard let base = floats.baseAddress, let label = labels.baseAddress else { return }
          let plane = size * size
          var surfaces = SceneSurfaces(
            depth: base, distance: base + plane,
            normals: (base + 2 * plane, base + 3 * plane, base + 4 * plane),
            points: (base + 5 * plane, base + 6 * plane, base + 7 * plane),
            reshading: base + 8 * plane, categories: label, instances: label + plane)
          scene_surfaces(instructions, room, &axes, Int32(size), &surfaces)
        }
      }
      for pixel in stride(from: 0, to: size * size, by: 7) {
        let direction = scene_pixel_direction(
          &axes, Int32(size), Float(pixel % size) + 0.5, Float(pixel / size) + 0.5)
        let hit = scene_trace(room, eye, direction)
        let plane = size * size
        #expect(floats[plane + pixel] == hit.distance)
        #expect(Int32(labels[pixel]) == hit.category)
        #expect(floats[pixel] <= floats[plane + pixel])
        #expect(floats[2 * plane + pixel] == hit.normal.x)
        #expect(floats[3 * plane + pixel] == hit.normal.y)
        let facing = -dot(direction, hit.normal) / (1 + 0.04 * hit.distance * hit.distance)
        #expect(abs(floats[8 * plane + pixel] - max(0, facing)) < 1e-6)
      }
    }
  }

  @Test func tilesShineAsSingleRaysDo() {
    withRoom { room in
      let size = 64
      var axes = camera
      for instructions in [SCENE_BASELINE, SCENE_AVX2, SCENE_AVX512]
      where instructions.rawValue <= scene_best_instructions().rawValue {
        var light = [Float](repeating: 0, count: 3 * size * size)
        withShadows { scene_render(instructions, room, &axes, Int32(size), 1, $0, &light) }
        for pixel in stride(from: 0, to: size * size, by: 5) {
          let direction = scene_pixel_direction(
            &axes, Int32(size), Float(pixel % size) + 0.5, Float(pixel / size) + 0.5)
          let alone = radiance(room, direction, scene_trace(room, eye, direction))
          #expect(light[pixel] == alone.x)
          #expect(light[2 * size * size + pixel] == alone.z)
        }
      }
    }
  }

  @Test func solidsCastShadows() {
    withRoom { room in
      // Where the line from the lamp through the ellipsoid's centre meets the floor, and the same
      // place in the opposite corner.
      let behind = scene_trace(room, SceneVector(x: 3.556, y: 0.3, z: 3.556), unit(0, -1, 0))
      let open = scene_trace(room, SceneVector(x: 0.444, y: 0.3, z: 0.444), unit(0, -1, 0))
      #expect(behind.surface == 4 && open.surface == 4)
      let shaded = radiance(room, unit(0, -1, 0), behind)
      let lit = radiance(room, unit(0, -1, 0), open)
      #expect(shaded.x < 0.7 * lit.x)
      #expect(shaded.x > 0.2 * lit.x, "the room's other surfaces send light too")
    }
  }

  @Test func flatThingsHaveColourAndNothingElse() {
    withRoom { room in
      let mat = scene_trace(room, SceneVector(x: 3.2, y: 1, z: 0.7), unit(0, -1, 0))
      let floor = scene_trace(room, SceneVector(x: 2.8, y: 1, z: 0.7), unit(0, -1, 0))
      #expect(mat.category == floor.category && mat.instance == floor.instance)
      #expect(mat.distance == floor.distance && mat.normal.y == floor.normal.y)
      #expect(mat.material == 1 && floor.material == 0)
    }
  }

  @Test func theSunShinesThroughPanesOnly() {
    withRoom { room in
      /// The light on the floor where the sun comes through (z, y) of the wall at x = 0.
      func light(throughZ z: Float, y: Float) -> Float {
        let hit = scene_trace(room, SceneVector(x: y * 0.8 / 0.6, y: 0.2, z: z), unit(0, -1, 0))
        return radiance(room, unit(0, -1, 0), hit).x
      }
      let pane = light(throughZ: 1.25, y: 1.3)
      #expect(pane > light(throughZ: 2.2, y: 1.3) + 0.5, "beside the window")
      #expect(pane > light(throughZ: 1.02, y: 1.3) + 0.5, "the frame")
      #expect(pane > light(throughZ: 1.25, y: 0.9) + 0.5, "below the sill")
    }
  }
}

/// What `hit` sends back, with empty notes about shadows.
private func radiance(
  _ room: UnsafePointer<SceneRoom>, _ direction: SceneVector, _ hit: SceneHit
) -> SceneVector {
  withShadows { shadows in
    var hit = hit
    return scene_radiance(room, direction, &hit, shadows)
  }
}

/// Lends empty notes about shadows.
private func withShadows<Result>(_ body: (OpaquePointer) -> Result) -> Result {
  withUnsafeTemporaryAllocation(byteCount: scene_shadow_bytes(), alignment: 16) { memory in
    guard let base = memory.baseAddress else { preconditionFailure("notes without memory") }
    let shadows = OpaquePointer(base)
    scene_forget_shadows(shadows)
    return body(shadows)
  }
}
