internal import CScenes

extension RoomBuilder {
  /// Some small thing that lies about on a table, a cupboard or a shelf, at height `y`.
  mutating func makeSmallThing(at y: Float) {
    switch stream.unit() {
    case ..<0.2: makeBookStack(at: y)
    case ..<0.38: makeBottle(at: y)
    case ..<0.54: makeMug(at: y)
    case ..<0.68: makePackage(at: y, size: 0.05...0.13)
    case ..<0.8: makeBowl(at: y)
    case ..<0.9: makePaper(at: y)
    default: makeVase(at: y)
    }
  }

  /// Something that stands on the floor: a carton, a basket, a bin, a ball, a bag or books.
  mutating func makeFloorThing() {
    switch stream.unit() {
    case ..<0.4: makePackage(at: 0, size: 0.1...0.26)
    case ..<0.55:
      let (radius, halfHeight) = (stream.uniform(0.1...0.18), stream.uniform(0.12...0.22))
      let bin = stream.chance(0.5) ? plastic() : cloth()
      cylinder(0, halfHeight, 0, radius: radius, halfHeight: halfHeight, bin)
    case ..<0.7:
      let radius = stream.uniform(0.08...0.16)
      let ball = material(
        SCENE_CHECKER, stream.anyColour(), stream.anyColour(), scale: radius, specular: 0.1)
      ellipsoid(0, radius, 0, half: (radius, radius, radius), ball)
    case ..<0.85:
      let (width, height) = (stream.uniform(0.14...0.24), stream.uniform(0.12...0.2))
      ellipsoid(0, height, 0, half: (width, height, 0.6 * width), leather())
    default: makeBookStack(at: 0)
    }
  }

  private mutating func makeBookStack(at y: Float) {
    var height = y
    for _ in 0..<stream.count(2...4) {
      let half = stream.uniform(0.012...0.025)
      let cover = material(SCENE_POSTER, stream.anyColour(), stream.anyColour(), scale: 0.2)
      box(
        stream.around(0.02), height + half, stream.around(0.02),
        half: (stream.uniform(0.09...0.13), half, stream.uniform(0.07...0.1)), cover)
      height += 2 * half
    }
  }

  private mutating func makeBottle(at y: Float) {
    let glass =
      switch stream.index(below: 3) {
      case 0: colour(hue: 0.33, saturation: 0.6, value: 0.3)
      case 1: colour(hue: 0.07, saturation: 0.8, value: 0.3)
      default: stream.paleColour()
      }
    let body = plain(glass, shade: 0.9, specular: 0.5)
    let (radius, halfHeight) = (stream.uniform(0.03...0.05), stream.uniform(0.08...0.12))
    cylinder(0, y + halfHeight, 0, radius: radius, halfHeight: halfHeight, body)
    cylinder(
      0, y + 2 * halfHeight + 0.04, 0, radius: 0.35 * radius, halfHeight: 0.04,
      plain(stream.anyColour()))
  }

  private mutating func makeMug(at y: Float) {
    let glaze = stream.chance(0.5) ? SceneVector.grey(0.88) : stream.anyColour()
    let radius = stream.uniform(0.035...0.05)
    cylinder(
      0, y + 0.05, 0, radius: radius, halfHeight: 0.05,
      material(SCENE_STRIPES, glaze, stream.anyColour(), scale: 0.07, specular: 0.2))
  }

  /// A carton, brown or printed.
  private mutating func makePackage(at y: Float, size: ClosedRange<Float>) {
    let half = (stream.uniform(size), stream.uniform(size), stream.uniform(size))
    let carton = colour(
      hue: 0.08, saturation: stream.uniform(0.35...0.5), value: stream.uniform(0.45...0.7))
    let isPrinted = stream.chance(0.5)
    let board =
      isPrinted
      ? material(
        SCENE_POSTER, stream.anyColour(), stream.anyColour(), scale: 2 * size.upperBound)
      : material(SCENE_TILES, carton, carton * 0.7, scale: half.0 * 2.2)
    box(0, y + half.1, 0, half: half, board)
  }

  /// A bowl of fruit.
  private mutating func makeBowl(at y: Float) {
    ellipsoid(0, y + 0.04, 0, half: (0.13, 0.045, 0.13), plain(stream.paleColour(), specular: 0.2))
    let fruit = plain(
      colour(hue: stream.uniform(0...0.25), saturation: 0.75, value: stream.uniform(0.5...0.85)),
      specular: 0.1)
    for side: Float in [-1, 0, 1] {
      ellipsoid(side * 0.06, y + 0.1, stream.around(0.04), half: (0.04, 0.04, 0.04), fruit)
    }
  }

  /// A sheet, a magazine or a flat device: nearly without height.
  private mutating func makePaper(at y: Float) {
    let sheet = material(SCENE_POSTER, .grey(0.85), stream.anyColour(), scale: 0.25)
    box(0, y + 0.006, 0, half: (0.15, 0.006, 0.11), sheet)
  }

  /// A vase with flowers or leaves.
  private mutating func makeVase(at y: Float) {
    ellipsoid(
      0, y + 0.09, 0, half: (0.05, 0.09, 0.05), plain(stream.anyColour(), specular: 0.3))
    let leaf = stream.leafColour()
    let bloom = stream.chance(0.5) ? stream.anyColour() : leaf * 0.5
    let bunch = material(SCENE_SPECKLES, leaf, bloom, scale: 0.12)
    for side: Float in [-1, 1] {
      ellipsoid(
        side * 0.05, y + stream.uniform(0.22...0.28), stream.around(0.05),
        half: (0.07, 0.08, 0.07), bunch)
    }
  }
}
