internal import CScenes

extension RoomBuilder {
  /// Sticks flat things on the walls and lays some on the floor: notes, posters, switches, stains,
  /// sheets of paper and mats.
  ///
  /// They have no geometry and belong to the surface under them, so that what looks like an edge is
  /// often none in space.
  mutating func scatterFlats() {
    for _ in 0..<stream.count(2...6) { stickOnWall() }
    for _ in 0..<stream.count(1...4) { layOnFloor() }
  }

  private mutating func lay(
    on surface: Int, at start: (Float, Float), size: (Float, Float), _ material: Int32
  ) {
    room.decals.append(
      SceneDecal(
        surface: Int32(surface), material: material, category: -1, instance: -1, u0: start.0,
        u1: start.0 + size.0, v0: start.1, v1: start.1 + size.1))
  }

  private mutating func stickOnWall() {
    let surface = stream.index(below: 4)
    let kind = stream.unit()
    let size: (Float, Float) =
      switch kind {
      case ..<0.3: (stream.uniform(0.3...0.7), stream.uniform(0.35...0.8))
      case ..<0.55: (stream.uniform(0.08...0.25), stream.uniform(0.1...0.3))
      case ..<0.7: (0.08, 0.08)
      default: (stream.uniform(0.2...0.9), stream.uniform(0.2...0.9))
      }
    let length = wallLength(surface)
    guard length > size.0 + 0.2 else { return }
    let start = stream.uniform(0.1...(length - size.0 - 0.1))
    guard isFree(WallSpan(wall: surface, start: start, end: start + size.0), gap: 0) else { return }
    let (height, flat): (Float, Int32) =
      switch kind {
      case ..<0.55:
        (
          stream.uniform(0.9...1.7),
          material(SCENE_POSTER, stream.paleColour(), stream.anyColour(), scale: size.0)
        )
      case ..<0.7: (stream.chance(0.5) ? 0.3 : 1.1, plain(.grey(0.9)))
      default: (stream.uniform(0...1.5), material(SCENE_PLASTER, nearPalette(0.2), palette * 0.7))
      }
    lay(on: surface, at: (start, height), size: size, flat)
  }

  private mutating func layOnFloor() {
    let kind = stream.unit()
    let (size, flat): ((Float, Float), Int32) =
      switch kind {
      case ..<0.35:
        (
          (stream.uniform(0.2...0.35), stream.uniform(0.2...0.35)),
          material(SCENE_POSTER, .grey(0.85), stream.anyColour(), scale: 0.3)
        )
      case ..<0.65:
        (
          (stream.uniform(0.4...0.9), stream.uniform(0.4...0.9)),
          material(
            SCENE_CARPET, stream.clothColour(), nearPalette(0.2), scale: stream.uniform(0.1...0.3))
        )
      default:
        (
          (stream.uniform(0.2...0.8), stream.uniform(0.2...0.8)),
          material(SCENE_PLASTER, stream.greyColour(), nearPalette(0.2))
        )
      }
    guard room.size.x > size.0 + 0.1, room.size.z > size.1 + 0.1 else { return }
    let start = (
      stream.uniform(0.05...(room.size.x - size.0)), stream.uniform(0.05...(room.size.z - size.1))
    )
    lay(on: 4, at: start, size: size, flat)
  }
}
