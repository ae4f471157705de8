internal import CScenes

extension RoomBuilder {
  /// Open shelves with rows of books on most boards.
  mutating func makeShelf(width: Float, height: Float) {
    let wood = furnitureWood()
    let depth: Float = 0.15
    for side: Float in [-1, 1] {
      box(side * width / 2, height / 2, 0, half: (0.02, height / 2, depth), wood)
    }
    box(0, height / 2, -depth + 0.01, half: (width / 2, height / 2, 0.01), wood)
    let levels = max(2, Int(height / 0.38))
    let spacing = height / Float(levels)
    for level in 0...levels {
      let y = spacing * Float(level)
      box(0, y, 0, half: (width / 2, 0.015, depth), wood)
      guard level < levels, stream.chance(0.75) else { continue }
      let reach = stream.uniform(0.3...0.95) * width / 2
      let books = material(SCENE_BOOKS, .grey(0.5), .grey(0.5), scale: stream.uniform(0.035...0.06))
      box(
        stream.around(width / 2 - reach), y + spacing * 0.38, -0.02,
        half: (reach - 0.02, spacing * 0.34, 0.1), books)
    }
  }

  /// A cupboard, often with a worktop.
  mutating func makeCabinet(width: Float, height: Float, depth: Float, isPale: Bool) {
    let pale = stream.chance(0.6) ? nearPalette() : stream.paleColour()
    let colour = isPale ? pale : stream.woodColour()
    let front = material(
      SCENE_PANELS, colour, colour * 0.5, scale: stream.uniform(0.35...0.6), specular: 0.1)
    box(0, height / 2, 0, half: (width / 2, height / 2, depth / 2), front)
    guard stream.chance(0.6) else { return }
    let stone = material(
      SCENE_SPECKLES, stream.greyColour(), stream.greyColour(), scale: 0.1, specular: 0.2)
    box(0, height + 0.015, 0, half: (width / 2 + 0.02, 0.02, depth / 2 + 0.02), stone)
  }

  /// A tall refrigerator, white or of steel.
  mutating func makeRefrigerator() {
    let colour = stream.chance(0.5) ? SceneVector.grey(0.9) : SceneVector(x: 0.6, y: 0.62, z: 0.65)
    let front = material(SCENE_PANELS, colour, colour * 0.6, scale: 0.9, specular: 0.3)
    box(0, 0.9, 0, half: (0.33, 0.9, 0.31), front)
  }
}
