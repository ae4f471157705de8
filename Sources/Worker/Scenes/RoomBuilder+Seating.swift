internal import CScenes

extension RoomBuilder {
  /// A table of the given measures in metres, on four legs or one column.
  mutating func makeTable(width: Float, depth: Float, height: Float) {
    let wood = furnitureWood()
    box(0, height - 0.025, 0, half: (width / 2, 0.025, depth / 2), wood)
    if stream.chance(0.25) {
      cylinder(0, height / 2 - 0.025, 0, radius: 0.05, halfHeight: height / 2 - 0.03, wood)
      cylinder(0, 0.02, 0, radius: 0.25, halfHeight: 0.02, wood)
    } else {
      legs(x: width / 2 - 0.05, z: depth / 2 - 0.05, height: height - 0.05, thickness: 0.03, wood)
    }
  }

  /// A chair with a back, on four legs or a swivel foot.
  mutating func makeChair() {
    let frame = stream.chance(0.65) ? furnitureWood() : plastic()
    let seat = stream.chance(0.5) ? cloth() : frame
    box(0, 0.45, 0, half: (0.22, 0.025, 0.22), seat)
    box(0, 0.72, -0.2, half: (0.22, 0.22, 0.02), frame)
    if stream.chance(0.3) {
      cylinder(0, 0.225, 0, radius: 0.03, halfHeight: 0.225, frame)
      cylinder(0, 0.03, 0, radius: 0.2, halfHeight: 0.03, frame)
    } else {
      legs(x: 0.19, z: 0.19, height: 0.45, thickness: 0.022, frame)
    }
  }

  /// A sofa with arms, a back and one to three cushions.
  mutating func makeSofa(width: Float) {
    let cover = stream.chance(0.3) ? leather() : cloth()
    box(0, 0.22, 0, half: (width / 2, 0.2, 0.42), cover)
    box(0, 0.55, -0.34, half: (width / 2, 0.28, 0.1), cover)
    for side: Float in [-1, 1] {
      box(side * (width / 2 - 0.08), 0.38, 0, half: (0.08, 0.24, 0.42), cover)
    }
    let cushion = cloth()
    for place in 0..<stream.count(1...3) {
      ellipsoid(
        (Float(place) - 1) * width * 0.28, 0.55, -0.15, half: (0.2, 0.17, 0.1), cushion)
    }
  }

  /// A bed with a headboard; one pillow or two, by its width.
  mutating func makeBed(width: Float) {
    let frame = furnitureWood()
    let linen = plain(stream.paleColour())
    let cover = stream.chance(0.3) ? linen : cloth()
    box(0, 0.15, 0, half: (width / 2, 0.13, 1), frame)
    box(0, 0.38, 0.03, half: (width / 2 - 0.03, 0.13, 0.95), cover)
    box(0, 0.5, -1, half: (width / 2, 0.45, 0.04), frame)
    let pillows: [Float] = width > 1.2 ? [-0.35, 0.35] : [0]
    for x in pillows { ellipsoid(x, 0.55, -0.72, half: (0.28, 0.1, 0.18), linen) }
  }
}
