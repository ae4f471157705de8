internal import CScenes

extension RoomBuilder {
  /// Adds a material and returns its number; `scale` is the period of its texture in metres, `grime`
  /// how worn it is (1: a room in use).
  mutating func material(
    _ texture: SceneTexture, _ first: SceneVector, _ second: SceneVector, scale: Float = 1,
    specular: Float = 0, emission: Float = 0, grime: Float = 1
  ) -> Int32 {
    room.materials.append(
      SceneMaterial(
        texture: texture, seed: UInt32(truncatingIfNeeded: stream.bits()), first: first,
        second: second, scale: scale, specular: specular, emission: emission, grime: grime))
    return Int32(room.materials.count - 1)
  }

  /// A material of one colour, with slight mottling; what shines by itself is clean.
  mutating func plain(
    _ colour: SceneVector, shade: Float = 0.95, specular: Float = 0, emission: Float = 0
  ) -> Int32 {
    material(
      SCENE_PLAIN, colour, colour * shade, specular: specular, emission: emission,
      grime: emission > 0 ? 0 : 0.5)
  }

  /// A colour like that of the walls, at most about `spread` away: rooms have a palette.
  mutating func nearPalette(_ spread: Float = 0.1) -> SceneVector {
    let base = palette * stream.uniform(0.7...1.15)
    let shift = SceneVector(
      x: stream.around(spread), y: stream.around(spread), z: stream.around(spread))
    return (base + shift).clamped(to: 0.06...0.95)
  }

  /// Furniture wood: grained, with visible contrast, or painted.
  mutating func furnitureWood() -> Int32 {
    let colour = stream.chance(0.3) ? nearPalette() : stream.woodColour()
    return material(
      stream.chance(0.8) ? SCENE_WOOD : SCENE_PLAIN, colour, colour * stream.uniform(0.4...0.7),
      scale: stream.uniform(0.05...0.15), specular: 0.1)
  }

  /// Cloth of sofas, chairs and beds: muted, warm or blue, or of the room's own colour.
  mutating func cloth() -> Int32 {
    let first = stream.chance(0.5) ? nearPalette() : stream.clothColour()
    let second = stream.chance(0.5) ? first * stream.uniform(0.45...0.75) : nearPalette()
    switch stream.unit() {
    case ..<0.4: return material(SCENE_PLASTER, first, first * 0.7)
    case ..<0.55: return material(SCENE_STRIPES, first, second, scale: stream.uniform(0.05...0.2))
    case ..<0.7: return material(SCENE_CHECKER, first, second, scale: stream.uniform(0.06...0.2))
    case ..<0.85:
      return material(SCENE_WALLPAPER, first, second, scale: stream.uniform(0.15...0.4))
    default: return material(SCENE_CARPET, first, second, scale: stream.uniform(0.12...0.3))
    }
  }

  /// Leather: brown or black, smooth and a little shiny.
  mutating func leather() -> Int32 {
    let colour =
      stream.chance(0.5)
      ? colour(hue: 0.05, saturation: stream.uniform(0.4...0.6), value: stream.uniform(0.2...0.45))
      : SceneVector.grey(stream.uniform(0.07...0.2))
    return material(SCENE_PLASTER, colour, colour * 0.75, specular: 0.15)
  }

  /// Plastic or lacquer of one colour: mostly white, black or grey.
  mutating func plastic() -> Int32 {
    let colour = stream.chance(0.75) ? stream.greyColour() : stream.anyColour()
    return plain(colour, shade: 0.85, specular: 0.2)
  }

  /// The wall covering of the whole room; its first colour becomes the palette.
  mutating func wallMaterial() -> Int32 {
    palette = stream.wallColour()
    let choice = stream.unit()
    let isTiled =
      (room.type == .bathroom && choice < 0.7) || (room.type == .kitchen && choice < 0.35)
    if isTiled {
      return material(
        SCENE_TILES, palette, palette * 0.6, scale: stream.uniform(0.15...0.35), specular: 0.15)
    }
    let second = stream.chance(0.5) ? palette * stream.uniform(0.55...0.8) : nearPalette(0.15)
    switch stream.unit() {
    case ..<0.34: return material(SCENE_PLASTER, palette, palette * 0.75)
    case ..<0.6:
      return material(SCENE_WALLPAPER, palette, second, scale: stream.uniform(0.2...0.6))
    case ..<0.72:
      return material(SCENE_STRIPES, palette, second, scale: stream.uniform(0.08...0.4))
    case ..<0.82:
      return material(
        SCENE_BRICKS, palette, palette * stream.uniform(0.5...0.8),
        scale: stream.uniform(0.2...0.4))
    case ..<0.91: return material(SCENE_WOOD, palette, second, scale: stream.uniform(0.1...0.25))
    default: return material(SCENE_DOTS, palette, second, scale: stream.uniform(0.1...0.3))
    }
  }

  /// The floor: boards, tiles, carpet, lino or a chequered pattern.
  mutating func floorMaterial() -> Int32 {
    let choice = stream.unit()
    let wood = stream.chance(0.3) ? nearPalette(0.08) : stream.woodColour()
    if choice < (room.type.isWet ? 0.15 : 0.45) {
      return material(
        SCENE_WOOD, wood, wood * stream.uniform(0.45...0.7), scale: stream.uniform(0.07...0.2),
        specular: 0.15)
    }
    if choice < (room.type.isWet ? 0.75 : 0.6) {
      let colour = stream.chance(0.5) ? stream.greyColour() : nearPalette(0.08)
      return material(
        SCENE_TILES, colour, colour * stream.uniform(0.5...0.75),
        scale: stream.uniform(0.2...0.55), specular: 0.15)
    }
    if choice < 0.85 {
      let colour = stream.chance(0.5) ? nearPalette() : stream.clothColour()
      let isPlain = stream.chance(0.4)
      return material(
        isPlain ? SCENE_NOISE : SCENE_CARPET, colour, colour * stream.uniform(0.45...0.75),
        scale: isPlain ? stream.uniform(0.04...0.15) : stream.uniform(0.15...0.6))
    }
    if choice < 0.93 {
      let colour = nearPalette()
      return material(
        SCENE_WALLPAPER, colour, colour * 0.65, scale: stream.uniform(0.2...0.5), specular: 0.1)
    }
    return material(
      SCENE_CHECKER, stream.greyColour(), stream.greyColour(), scale: stream.uniform(0.25...0.5),
      specular: 0.1)
  }
}
