internal import CScenes

extension RoomBuilder {
  /// From this many primitives on no more furniture is placed; the largest piece has about 40.
  private static let primitiveBudget = 300

  private func fits(_ x: Float, _ z: Float, radius: Float) -> Bool {
    let isInside = x > 0.05 && z > 0.05 && x < room.size.x - 0.05 && z < room.size.z - 0.05
    return isInside && room.primitives.count < Self.primitiveBudget
      && footprints.allSatisfy { taken in
        let dx = taken.x - x
        let dz = taken.z - z
        let reach = taken.radius + radius
        return dx * dx + dz * dz >= reach * reach
      }
  }

  /// Places an object with its back to some wall, if room is found in ten tries.
  mutating func placeAgainstWall(
    _ category: SemanticClass, halfWidth: Float, halfDepth: Float,
    make: (inout RoomBuilder) -> Void
  ) {
    for _ in 0..<10 {
      let wall = stream.index(below: 4)
      let length = wallLength(wall)
      if length < 2 * halfWidth + 0.11 { continue }
      let along = stream.uniform((halfWidth + 0.05)...(length - halfWidth - 0.05))
      let place = wallPose(wall, along: along, gap: halfDepth + 0.02)
      let radius = max(halfWidth, halfDepth) * 0.95
      guard fits(place.x, place.z, radius: radius) else { continue }
      footprints.append(Footprint(x: place.x, z: place.z, radius: radius))
      begin(category, at: place)
      make(&self)
      return
    }
  }

  /// Places an object anywhere on the floor, mostly parallel to the walls.
  mutating func placeFreely(
    _ category: SemanticClass, radius: Float, make: (inout RoomBuilder) -> Void
  ) {
    for _ in 0..<10 {
      let x = stream.uniform(radius...max(radius + 0.01, room.size.x - radius))
      let z = stream.uniform(radius...max(radius + 0.01, room.size.z - radius))
      guard fits(x, z, radius: radius) else { continue }
      footprints.append(Footprint(x: x, z: z, radius: radius))
      let yaw =
        stream.chance(0.6)
        ? .pi / 2 * Float(stream.index(below: 4)) : stream.uniform(0...(2 * .pi))
      begin(category, at: Pose(x: x, z: z, yaw: yaw))
      make(&self)
      return
    }
  }

  /// Puts `count` to `count` + 3 small things on the top of the current object.
  mutating func putOnTop(count: Int, height: Float, halfWidth: Float, halfDepth: Float) {
    for _ in 0..<(count + stream.index(below: 4)) {
      attach(
        .clutter, x: stream.around(halfWidth) * 0.8, z: stream.around(halfDepth) * 0.7,
        turn: stream.around(0.5)
      ) { $0.makeSmallThing(at: height) }
    }
  }

  /// Puts `count` chairs around the current table, on its two long sides in turn.
  mutating func putChairs(count: Int, width: Float, depth: Float) {
    for seat in 0..<count {
      let isFront = seat % 2 == 1
      let distance = depth / 2 + stream.uniform(0.05...0.3)
      let shift: Float = count > 2 ? (seat >= 2 ? 0.28 : -0.28) * width : 0
      attach(
        .chair, x: shift, z: isFront ? distance : -distance,
        turn: (isFront ? .pi : 0) + stream.around(0.35)
      ) { $0.makeChair() }
    }
  }
}
