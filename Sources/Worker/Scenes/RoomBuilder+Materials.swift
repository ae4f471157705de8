internal import CScenes

extension RoomBuilder {
  /// Adds a material and returns its number; `scale` is the period of its texture in metres.
  mutating func material(
    _ texture: SceneTexture, _ first: SceneVector, _ second: SceneVector, scale: Float = 1,
    specular: Float = 0, emission: Float = 0
  ) -> Int32 {
    room.materials.append(
      SceneMaterial(
        texture: texture, seed: UInt32(truncatingIfNeeded: stream.bits()), first: first,
        second: second, scale: scale, specular: specular, emission: emission))
    return Int32(room.materials.count - 1)
  }

  /// A material of one colour, with slight mottling.
  mutating func plain(
    _ colour: SceneVector, shade: Float = 0.95, specular: Float = 0, emission: Float = 0
  ) -> Int32 {
    material(SCENE_PLAIN, colour, colour * shade, specular: specular, emission: emission)
  }

  /// Furniture wood: grained or painted.
  mutating func furnitureWood() -> Int32 {
    let colour = stream.woodColour()
    return material(
      stream.chance(0.7) ? SCENE_WOOD : SCENE_PLAIN, colour, colour * 0.6,
      scale: stream.uniform(0.08...0.2), specular: 0.1)
  }

  /// Cloth, plastic or anything else that objects are made of.
  mutating func objectMaterial() -> Int32 {
    let first = stream.anyColour()
    let second = stream.chance(0.5) ? stream.anyColour() : first * 0.65
    switch stream.unit() {
    case ..<0.35: return material(SCENE_PLAIN, first, second, specular: 0.1)
    case ..<0.5: return material(SCENE_NOISE, first, second, scale: stream.uniform(0.1...0.3))
    case ..<0.62: return material(SCENE_STRIPES, first, second, scale: stream.uniform(0.06...0.2))
    case ..<0.74: return material(SCENE_CHECKER, first, second, scale: stream.uniform(0.08...0.2))
    case ..<0.84: return material(SCENE_DOTS, first, second, scale: stream.uniform(0.08...0.2))
    default: return material(SCENE_WOOD, first, first * 0.6, scale: stream.uniform(0.08...0.2))
    }
  }

  /// The wall covering of the whole room.
  mutating func wallMaterial() -> Int32 {
    let colour = stream.paleColour()
    let choice = stream.unit()
    let isTiled =
      (room.type == .bathroom && choice < 0.7) || (room.type == .kitchen && choice < 0.35)
    if isTiled {
      return material(
        SCENE_TILES, colour, colour * 0.6, scale: stream.uniform(0.15...0.35), specular: 0.15)
    }
    switch choice {
    case ..<0.62: return material(SCENE_PLAIN, colour, colour * 0.85)
    case ..<0.74:
      return material(SCENE_STRIPES, colour, colour * 0.82, scale: stream.uniform(0.15...0.5))
    case ..<0.86:
      return material(SCENE_NOISE, colour, colour * 0.7, scale: stream.uniform(0.2...0.8))
    default:
      return material(
        SCENE_DOTS, colour, stream.paleColour() * 0.8, scale: stream.uniform(0.15...0.35))
    }
  }

  /// The floor: boards, tiles, carpet or a chequered pattern.
  mutating func floorMaterial() -> Int32 {
    let choice = stream.unit()
    if choice < (room.type.isWet ? 0.15 : 0.5) {
      let colour = stream.woodColour()
      return material(
        SCENE_WOOD, colour, colour * 0.55, scale: stream.uniform(0.1...0.22), specular: 0.15)
    }
    if choice < (room.type.isWet ? 0.75 : 0.65) {
      let colour = stream.greyColour()
      return material(
        SCENE_TILES, colour, colour * 0.6, scale: stream.uniform(0.25...0.6), specular: 0.15)
    }
    if choice < 0.85 {
      let colour = stream.anyColour()
      return material(SCENE_NOISE, colour, colour * 0.7, scale: stream.uniform(0.06...0.2))
    }
    return material(
      SCENE_CHECKER, stream.greyColour(), stream.greyColour(), scale: stream.uniform(0.25...0.5),
      specular: 0.1)
  }
}
