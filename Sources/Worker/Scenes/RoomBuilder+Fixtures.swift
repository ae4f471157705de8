internal import CScenes

extension RoomBuilder {
  /// A standing lamp with a drum or a globe.
  mutating func makeLamp() {
    let metal = plain(stream.greyColour(), specular: 0.2)
    let height = stream.uniform(1.2...1.7)
    cylinder(0, 0.02, 0, radius: 0.15, halfHeight: 0.02, metal)
    cylinder(0, height / 2, 0, radius: 0.02, halfHeight: height / 2, metal)
    let shade = stream.lampColour() * 0.95
    if stream.chance(0.6) { shine(from: height + 0.1, shade * stream.uniform(0.4...1)) }
    let glow = plain(shade, shade: 1, emission: 0.45)
    if stream.chance(0.5) {
      cylinder(0, height + 0.1, 0, radius: stream.uniform(0.15...0.25), halfHeight: 0.15, glow)
    } else {
      ellipsoid(0, height + 0.1, 0, half: (0.18, 0.18, 0.18), glow)
    }
  }

  /// A pot with a few clumps of leaves.
  mutating func makePlant() {
    let clay =
      stream.chance(0.5)
      ? colour(hue: 0.05, saturation: 0.6, value: 0.6) : stream.greyColour()
    let halfHeight = stream.uniform(0.12...0.2)
    cylinder(
      0, halfHeight, 0, radius: stream.uniform(0.12...0.2), halfHeight: halfHeight,
      plain(clay, shade: 0.8))
    let green = stream.leafColour()
    let leaves = material(SCENE_SPECKLES, green, green * 0.5, scale: 0.15)
    let scale = stream.uniform(0.6...1.3)
    for _ in 0..<stream.count(3...6) {
      let half = (
        stream.uniform(0.1...0.2) * scale, stream.uniform(0.12...0.28) * scale,
        stream.uniform(0.1...0.2) * scale
      )
      ellipsoid(
        stream.around(0.2) * scale, 2 * halfHeight + stream.uniform(0.1...0.55) * scale,
        stream.around(0.2) * scale, half: half, leaves)
    }
  }

  /// A flat screen on a foot that stands at height `y`; its panel is off or shows something.
  mutating func makeScreen(at y: Float, width: Float) {
    let black = SceneVector(x: 0.05, y: 0.05, z: 0.07)
    let image = colour(
      hue: stream.uniform(0.5...0.7), saturation: 0.5, value: stream.chance(0.5) ? 0.06 : 0.5)
    let middle = y + 0.06 + width * 0.3
    let casing = plain(black, shade: 1.3, specular: 0.3)
    box(0, middle, 0, half: (width / 2, width * 0.3, 0.03), casing)
    box(
      0, middle, 0.032, half: (width / 2 - 0.03, width * 0.3 - 0.03, 0.004),
      material(
        stream.chance(0.5) ? SCENE_POSTER : SCENE_PLAIN, image, .grey(0.8), scale: width,
        specular: 0.2, emission: 0.2, grime: 0))
    box(0, y + 0.03, 0, half: (0.06, 0.03, 0.06), casing)
  }

  /// A toilet with its cistern.
  mutating func makeToilet() {
    let enamel = plain(.enamel, specular: 0.3)
    cylinder(0, 0.2, 0.05, radius: 0.14, halfHeight: 0.2, enamel)
    ellipsoid(0, 0.4, 0.08, half: (0.2, 0.08, 0.27), enamel)
    box(0, 0.55, -0.25, half: (0.2, 0.2, 0.09), enamel)
  }

  /// A bath tub, open above.
  mutating func makeTub() {
    let enamel = plain(.enamel, specular: 0.3)
    let length: Float = 0.8
    let width: Float = 0.36
    box(0, 0.08, 0, half: (length, 0.08, width), enamel)
    for side: Float in [-1, 1] {
      box(0, 0.3, side * width, half: (length, 0.25, 0.04), enamel)
      box(side * length, 0.3, 0, half: (0.04, 0.25, width), enamel)
    }
  }

  /// A wash basin on a pedestal or a cupboard, with a tap.
  mutating func makeBasin() {
    let enamel = plain(.enamel, specular: 0.3)
    if stream.chance(0.5) {
      cylinder(0, 0.38, -0.05, radius: 0.09, halfHeight: 0.38, enamel)
    } else {
      box(0, 0.4, -0.02, half: (0.35, 0.38, 0.22), furnitureWood())
    }
    ellipsoid(0, 0.82, 0, half: (0.28, 0.1, 0.22), enamel)
    let chrome = plain(.grey(0.7), shade: 1, specular: 0.5)
    cylinder(0, 0.95, -0.15, radius: 0.02, halfHeight: 0.1, chrome)
  }
}
