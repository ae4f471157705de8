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
        stream.chance(0.5) ? SCENE_PLASTER : SCENE_WALLPAPER, colour, colour * 0.7, scale: 0.4)
    }
    room.surfaces[4] = floorMaterial()
    room.floorGloss = stream.chance(0.4) ? stream.uniform(0.15...0.5) : 0
    let white = colour(hue: stream.unit(), saturation: 0.04, value: stream.uniform(0.8...0.97))
    let ceiling = stream.chance(0.5) ? nearPalette(0.04) : white
    let isPanelled = room.type == .office && stream.chance(0.3)
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

  /// Framed pictures at eye height where no opening is.
  mutating func hangPictures() {
    let isSober = room.type == .bathroom || room.type == .storeroom
    for _ in 0..<stream.index(below: isSober ? 3 : 7) {
      let width = stream.uniform(0.3...0.9)
      let height = stream.uniform(0.3...0.7)
      guard let span = findSpan(width: width, margin: 0.1, tries: 5) else { continue }
      spans.append(span)
      let middle = stream.uniform(1.25...1.6) + height / 2
      begin(.picture, at: wallPose(span.wall, along: span.start + width / 2, gap: 0.015))
      let frame = plain(stream.woodColour() * 0.6, shade: 0.8)
      box(0, middle, 0, half: (width / 2, height / 2, 0.015), frame)
      let canvas = material(
        stream.chance(0.6) ? SCENE_POSTER : SCENE_PAINTING, stream.anyColour(),
        stream.anyColour(), scale: width)
      box(0, middle, 0.014, half: (width / 2 - 0.035, height / 2 - 0.035, 0.005), canvas)
    }
  }
}
