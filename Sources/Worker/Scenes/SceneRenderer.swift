internal import CScenes

/// Renders labelled views of procedural rooms.
///
/// A pure function of its parameters and a room's number: rooms may be rendered in any order, on any
/// number of threads, on any machine, with the same bytes. A split of a dataset is a range of rooms.
package struct SceneRenderer: Sendable {
  /// What is rendered.
  package let parameters: SceneParameters
  let instructions: RayInstructions

  /// Makes a renderer of rooms as `parameters` describe them.
  package init(_ parameters: SceneParameters, instructions: RayInstructions = .best) {
    self.parameters = parameters
    self.instructions = instructions
  }

  /// Renders room `index` (0 or more) with all its labels.
  package func sample(_ index: Int) -> SceneSample {
    precondition(index >= 0, "rooms are numbered from 0")
    let (room, rig, attempt) = prepare(index)
    return room.withDescription { description in
      let views = pictures(
        0..<parameters.views, of: description, rig, stream(index, attempt, .sensor))
      let surfaces = Surfaces(
        room: description, camera: rig.main, size: parameters.size, instructions: instructions)
      let labels = DenseLabels(
        surfaces: surfaces, picture: views[0], labelSize: parameters.labelSize
      ).compute()
      let numbers = RoomNumbers(room: room, rig: rig, surfaces: surfaces).compute()
      return SceneSample(
        views: views, maps: labels.maps, segments: labels.segments, numbers: numbers)
    }
  }

  /// Renders views B, C and D of room `index` (0 or more), without labels.
  ///
  /// They are the last three of the four views of `sample`.
  package func furtherViews(_ index: Int) -> [[UInt8]] {
    precondition(index >= 0, "rooms are numbered from 0")
    let (room, rig, attempt) = prepare(index)
    return room.withDescription { description in
      pictures(1..<rig.all.count, of: description, rig, stream(index, attempt, .sensor))
    }
  }

  /// Some of the views, each with its own settings of the camera from `sensors`.
  func pictures(
    _ views: Range<Int>, of room: UnsafePointer<SceneRoom>, _ rig: CameraRig,
    _ sensors: RoomStream
  ) -> [[UInt8]] {
    var sensors = sensors
    let settings = rig.all.map { _ in sensors.sensor() }
    return Self.withShadows { shadows in
      views.map { render(room, rig.all[$0], shadows: shadows, sensor: settings[$0]) }
    }
  }

  func stream(
    _ index: Int, _ attempt: Int, _ purpose: RoomStream.Purpose
  ) -> RoomStream {
    RoomStream(seed: parameters.seed, room: index, attempt: attempt, purpose: purpose)
  }

  /// The first attempt at the room that offers four good views.
  ///
  /// Most rooms do so at once; the bound only keeps a fault of the choice from hanging the program.
  func prepare(_ index: Int) -> (room: Room, rig: CameraRig, attempt: Int) {
    for attempt in 0..<1_000 {
      let room = RoomBuilder.build(seed: parameters.seed, index: index, attempt: attempt)
      let rig = room.withDescription { description in
        var choice = CameraChoice(
          room: room, description: description, stream: stream(index, attempt, .cameras))
        return choice.choose()
      }
      if let rig { return (room, rig, attempt) }
    }
    preconditionFailure("a thousand rooms without a view")
  }

  /// Lends `body` empty notes about shadows.
  private static func withShadows<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    let bytes = scene_shadow_bytes()
    return withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 16) { memory in
      guard let base = memory.baseAddress else { preconditionFailure("notes without memory") }
      let shadows = OpaquePointer(base)
      scene_forget_shadows(shadows)
      return body(shadows)
    }
  }

  private func render(
    _ room: UnsafePointer<SceneRoom>, _ camera: Camera, shadows: OpaquePointer, sensor: SceneSensor
  ) -> [UInt8] {
    let size = parameters.size
    let count = size * size
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * count) { light in
      [UInt8](unsafeUninitializedCapacity: 3 * count) { pixels, initialized in
        guard let planes = light.baseAddress else { preconditionFailure("a picture of nothing") }
        var axes = camera.axes
        scene_render(
          instructions.number, room, &axes, Int32(size), Int32(parameters.supersampling), shadows,
          planes)
        var sensor = sensor
        scene_develop(planes, Int32(size), &sensor, planes + 3 * count, pixels.baseAddress)
        initialized = 3 * count
      }
    }
  }
}

extension RoomStream {
  /// A camera's automatic choices for one view, its lens and its noise.
  mutating func sensor() -> SceneSensor {
    SceneSensor(
      brightness: uniform(0.17...0.34),
      balance: SceneVector(x: uniform(0.93...1.07), y: 1, z: uniform(0.9...1.1)),
      vignette: uniform(0...0.25), blur: uniform(0.1...0.3), contrast: 0.6,
      noise: uniform(0.006...0.022), seed: bits())
  }
}
