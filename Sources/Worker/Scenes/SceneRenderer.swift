internal import CScenes

/// Renders labelled views of procedural rooms.
///
/// A pure function of its parameters and a room's number: rooms may be rendered in any order, on any
/// number of threads, on any machine, with the same bytes. A split of a dataset is a range of rooms.
package struct SceneRenderer: Sendable {
  /// What is rendered.
  package let parameters: SceneParameters

  /// Makes a renderer of rooms as `parameters` describe them.
  package init(_ parameters: SceneParameters) { self.parameters = parameters }

  /// Renders room `index` (0 or more) with all its labels.
  package func sample(_ index: Int) -> SceneSample {
    precondition(index >= 0, "rooms are numbered from 0")
    let (room, rig, attempt) = prepare(index)
    return room.withDescription { description in
      let views = pictures(
        0..<parameters.views, of: description, rig, index: index, attempt: attempt)
      let surfaces = Surfaces(room: description, camera: rig.main, size: parameters.size)
      let labels = DenseLabels(surfaces: surfaces, picture: views[0]).compute()
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
      pictures(1..<rig.all.count, of: description, rig, index: index, attempt: attempt)
    }
  }

  private func pictures(
    _ views: Range<Int>, of room: UnsafePointer<SceneRoom>, _ rig: CameraRig, index: Int,
    attempt: Int
  ) -> [[UInt8]] {
    let exposure = exposure(room, rig.main, index, attempt)
    var sensor = stream(index, attempt, .sensor)
    for _ in 0..<views.lowerBound { _ = sensor.bits() }
    return rig.all[views].map { camera in
      render(room, camera, exposure: exposure, noiseSeed: sensor.bits())
    }
  }

  private func stream(
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

  /// An exposure for the brightness of 36 points of the view, with some jitter.
  private func exposure(
    _ room: UnsafePointer<SceneRoom>, _ camera: Camera, _ index: Int, _ attempt: Int
  ) -> Float {
    var sum: Float = 0
    for row in 0..<6 {
      for column in 0..<6 {
        let direction = camera.direction(
          right: (Float(column) - 2.5) * 0.28, up: (Float(row) - 2.5) * 0.28)
        var hit = scene_trace(room, camera.position, direction)
        let light = scene_radiance(room, direction, &hit)
        sum += (light.x + light.y + light.z) / 3
      }
    }
    var stream = stream(index, attempt, .exposure)
    return stream.uniform(0.26...0.42) / (sum / 36 + 0.02)
  }

  private func render(
    _ room: UnsafePointer<SceneRoom>, _ camera: Camera, exposure: Float, noiseSeed: UInt64
  ) -> [UInt8] {
    let size = parameters.size
    return [UInt8](unsafeUninitializedCapacity: 3 * size * size) { pixels, initialized in
      var axes = camera.axes
      scene_render(
        room, &axes, Int32(size), Int32(parameters.supersampling), exposure, noiseSeed,
        pixels.baseAddress)
      initialized = 3 * size * size
    }
  }
}
