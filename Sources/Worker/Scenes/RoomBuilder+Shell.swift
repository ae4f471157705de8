internal import CScenes

extension RoomBuilder {
  /// Draws the room's measures and covers its six surfaces.
  mutating func makeShell() {
    let sides = room.type.sides
    var width = stream.uniform(sides.0)
    var depth = stream.uniform(sides.1)
    if stream.chance(0.5) { swap(&width, &depth) }
    room.size = SceneVector(x: width, y: stream.uniform(2.4...3.2), z: depth)

    room.surfaces = Array(repeating: wallMaterial(), count: 6)
    if stream.chance(0.3) {
      let colour = stream.anyColour()
      room.surfaces[stream.index(below: 4)] = material(
        stream.chance(0.5) ? SCENE_PLAIN : SCENE_NOISE, colour, colour * 0.7, scale: 0.4)
    }
    room.surfaces[4] = floorMaterial()
    let ceiling = colour(hue: stream.unit(), saturation: 0.04, value: stream.uniform(0.8...0.97))
    let isPanelled = room.type == .office && stream.chance(0.15)
    room.surfaces[5] = material(
      isPanelled ? SCENE_TILES : SCENE_PLAIN, ceiling, ceiling * 0.9, scale: 0.6)

    room.baseboard = stream.chance(0.8) ? stream.uniform(0.06...0.14) : 0
    room.trim = stream.chance(0.6) ? SceneVector(x: 0.92, y: 0.92, z: 0.9) : stream.woodColour()
  }

  /// The horizontal length of a wall in metres.
  func wallLength(_ wall: Int) -> Float { wall < 2 ? room.size.z : room.size.x }

  /// The pose at `along` metres of a wall, `gap` metres in front of it, facing into the room.
  func wallPose(_ wall: Int, along: Float, gap: Float) -> Pose {
    switch wall {
    case 0: Pose(x: gap, z: along, yaw: .pi / 2)
    case 1: Pose(x: room.size.x - gap, z: along, yaw: -.pi / 2)
    case 2: Pose(x: along, z: gap, yaw: 0)
    default: Pose(x: along, z: room.size.z - gap, yaw: .pi)
    }
  }

  /// A free piece of some wall, `width` metres wide, at least `margin` from its ends.
  mutating func findSpan(width: Float, margin: Float, tries: Int) -> WallSpan? {
    for _ in 0..<tries {
      let wall = stream.index(below: 4)
      let length = wallLength(wall)
      if length < width + 0.41 { continue }
      let start = stream.uniform(margin...(length - width - margin))
      let span = WallSpan(wall: wall, start: start, end: start + width)
      let isFree = spans.allSatisfy {
        $0.wall != wall || $0.start >= span.end + 0.1 || span.start >= $0.end + 0.1
      }
      if isFree { return span }
    }
    return nil
  }

  private mutating func paint(
    _ category: SemanticClass, on span: WallSpan, height: ClosedRange<Float>, _ material: Int32
  ) {
    instance += 1
    spans.append(span)
    room.decals.append(
      SceneDecal(
        wall: Int32(span.wall), material: material, category: category.rawValue,
        instance: instance, u0: span.start, u1: span.end, v0: height.lowerBound,
        v1: height.upperBound))
  }

  /// Doors first, then windows; the first window of a bright day is a light.
  mutating func cutOpenings() {
    let doorColour = stream.chance(0.5) ? stream.woodColour() : stream.paleColour()
    let doorMaterial = material(
      SCENE_PANELS, doorColour, doorColour * 0.6, scale: 0.9, specular: 0.1)
    let isCorridor = room.type == .corridor
    var doors = 1 + (stream.chance(isCorridor ? 0.95 : 0.3) ? 1 : 0)
    if isCorridor { doors += stream.index(below: 3) }
    for _ in 0..<doors {
      let width = stream.uniform(0.8...1)
      guard let span = findSpan(width: width, margin: 0.2, tries: 6) else { continue }
      paint(.door, on: span, height: 0...stream.uniform(1.95...2.15), doorMaterial)
      let threshold = wallPose(span.wall, along: span.start + width / 2, gap: 0)
      footprints.append(Footprint(x: threshold.x, z: threshold.z, radius: 0.45))
    }
    let daylight = stream.uniform(0.5...1)
    let windows: ClosedRange<Int> =
      switch room.type {
      case .storeroom, .bathroom: 0...1
      case .corridor: 0...2
      default: 1...3
      }
    for _ in 0..<stream.count(windows) { cutWindow(daylight: daylight) }
  }

  private mutating func cutWindow(daylight: Float) {
    let width = stream.uniform(0.8...2)
    guard let span = findSpan(width: width, margin: 0.2, tries: 6) else { return }
    let sill = stream.uniform(0.75...1.1)
    let sky = colour(hue: stream.uniform(0.5...0.62), saturation: 0.25, value: daylight)
    let ground = colour(hue: stream.uniform(0.2...0.4), saturation: 0.3, value: daylight * 0.8)
    let pane = material(
      SCENE_WINDOW, sky, ground, scale: stream.uniform(0.4...0.9), emission: 0.75 * daylight)
    paint(.window, on: span, height: sill...(sill + stream.uniform(0.9...1.3)), pane)
    if daylight > 0.6 && room.lights.isEmpty {
      let place = wallPose(span.wall, along: span.start + width / 2, gap: 0.25)
      let strength = daylight * stream.uniform(0.8...2)
      room.lights.append(
        SceneLight(
          position: SceneVector(x: place.x, y: sill + 0.7, z: place.z),
          colour: colour(hue: 0.58, saturation: 0.1, value: 1) * strength))
    }
  }

  /// The ceiling lamp and the light that comes from everywhere.
  mutating func hangLights() {
    let warm = colour(
      hue: stream.uniform(0.08...0.14), saturation: stream.uniform(0...0.25), value: 1)
    let place = Pose(
      x: room.size.x * stream.uniform(0.3...0.7), z: room.size.z * stream.uniform(0.3...0.7),
      yaw: 0)
    room.lights.append(
      SceneLight(
        position: SceneVector(x: place.x, y: room.size.y - 0.25, z: place.z),
        colour: warm * stream.uniform(1.2...3.2)))
    begin(.lamp, at: place)
    let glow = plain(warm, shade: 1, emission: 0.7)
    if stream.chance(0.5) {
      ellipsoid(0, room.size.y - 0.1, 0, half: (0.17, 0.1, 0.17), glow)
    } else {
      box(0, room.size.y - 0.03, 0, half: (0.3, 0.03, 0.15), glow)
    }
    room.ambient = colour(
      hue: stream.unit(), saturation: 0.06, value: stream.uniform(0.22...0.42))
  }

  /// Framed pictures at eye height where no opening is.
  mutating func hangPictures() {
    let isSober = room.type == .bathroom || room.type == .storeroom
    for _ in 0..<stream.index(below: isSober ? 2 : 4) {
      let width = stream.uniform(0.3...0.9)
      let height = stream.uniform(0.3...0.7)
      guard let span = findSpan(width: width, margin: 0.1, tries: 5) else { continue }
      spans.append(span)
      let middle = stream.uniform(1.25...1.6) + height / 2
      begin(.picture, at: wallPose(span.wall, along: span.start + width / 2, gap: 0.015))
      let frame = plain(stream.woodColour() * 0.6, shade: 0.8)
      box(0, middle, 0, half: (width / 2, height / 2, 0.015), frame)
      let canvas = material(SCENE_PAINTING, stream.anyColour(), stream.anyColour())
      box(0, middle, 0.014, half: (width / 2 - 0.035, height / 2 - 0.035, 0.005), canvas)
    }
  }
}
