internal import CMath
internal import CScenes

/// The four cameras of a room.
struct CameraRig {
  /// The labelled view A.
  var main: Camera
  /// B and C, which look at A's fixation point from elsewhere.
  var fixated: [Camera]
  /// D, placed like B: in one half of the rooms it looks at another point that A sees, 9 to 26
  /// degrees from its axis; in the other half it is turned away from the fixation point by 9 to 34.
  var nonfixated: Camera

  /// All cameras in the order of the views.
  var all: [Camera] { [main] + fixated + [nonfixated] }
}

/// Looks for cameras that see something of a room.
struct CameraChoice {
  let room: Room
  let description: UnsafePointer<SceneRoom>
  var stream: RoomStream

  /// The first acceptable rig of 30 tries; nil where the room offers none.
  mutating func choose() -> CameraRig? {
    for _ in 0..<30 {
      guard let main = chooseMain() else { continue }
      let ahead = distance(from: main.position, main.axes.forward)
      let fixation = main.position + main.axes.forward * ahead
      guard let second = chooseNear(main, lookingAt: fixation),
        let third = chooseNear(main, lookingAt: fixation),
        let other = chooseOther(main, than: fixation)
      else { continue }
      return CameraRig(main: main, fixated: [second, third], nonfixated: other)
    }
    return nil
  }

  private func distance(from origin: SceneVector, _ direction: SceneVector) -> Float {
    scene_trace(description, origin, direction).distance
  }

  /// A standing or sitting person's eye in free space, with a view that is neither blocked nor bare.
  private mutating func chooseMain() -> Camera? {
    let position = SceneVector(
      x: stream.uniform(0.3...(room.size.x - 0.3)), y: stream.uniform(1.1...1.75),
      z: stream.uniform(0.3...(room.size.z - 0.3)))
    let camera = Camera(
      position: position, yaw: stream.uniform(0...(2 * .pi)),
      pitch: min(max(-0.12 + 0.16 * stream.gaussian(), -0.6), 0.4))
    guard room.isClear(position), distance(from: position, camera.axes.forward) >= 1.2 else {
      return nil
    }
    return isWorthSeeing(camera) ? camera : nil
  }

  /// Whether nine probes find the view open and, mostly, furnished.
  ///
  /// Views of bare walls teach little, so most of them are refused.
  private mutating func isWorthSeeing(_ camera: Camera) -> Bool {
    var sum: Float = 0
    var objects = 0
    for row in -1...1 {
      for column in -1...1 {
        let direction = camera.direction(right: Float(column) * 0.6, up: Float(row) * 0.6)
        let hit = scene_trace(description, camera.position, direction)
        if hit.distance < 0.5 { return false }
        sum += hit.distance
        if hit.primitive >= 0 { objects += 1 }
      }
    }
    if sum / 9 < 1.3 { return false }
    switch objects {
    case 0: return !stream.chance(0.93)
    case 1: return !stream.chance(0.4)
    default: return true
    }
  }

  /// A camera that does not look at the fixation point: one that looks at another point in view A,
  /// or elsewhere altogether.
  ///
  /// Where such cameras only looked at what A sees, hardly anything of matching points could be
  /// learned by a small network; where they only look elsewhere, it suffices to compare colours.
  private mutating func chooseOther(_ main: Camera, than fixation: SceneVector) -> Camera? {
    if stream.chance(0.5) {
      return chooseNear(main, lookingAt: fixation).map { turnedAway($0) }
    }
    return choosePoint(seenBy: main, awayFrom: fixation).flatMap {
      chooseNear(main, lookingAt: $0)
    }
  }

  /// A surface point 9 to 26 degrees beside the axis of `main` (less far up and down), well away from
  /// its fixation point.
  private mutating func choosePoint(
    seenBy main: Camera, awayFrom fixation: SceneVector
  ) -> SceneVector? {
    for _ in 0..<30 {
      let angle = stream.uniform(0...(2 * .pi))
      let radius = stream.uniform(0.155...0.5)
      let direction = main.direction(
        right: radius * tm_cosf(angle), up: 0.7 * radius * tm_sinf(angle))
      let ahead = distance(from: main.position, direction)
      let point = main.position + direction * ahead
      if ahead >= 0.9 && (point - fixation).length >= 0.3 { return point }
    }
    return nil
  }

  /// The same place, but another direction.
  private mutating func turnedAway(_ camera: Camera) -> Camera {
    var turned = camera
    let side: Float = stream.chance(0.5) ? -1 : 1
    turned.yaw += side * stream.uniform(0.15...0.6)
    turned.pitch = min(max(camera.pitch + 0.12 * stream.gaussian(), -0.6), 0.4)
    return turned
  }

  /// A camera within about 1.2 m of `main` that looks at `target` and sees it, which a ray verifies.
  private mutating func chooseNear(_ main: Camera, lookingAt target: SceneVector) -> Camera? {
    for _ in 0..<40 {
      let position = SceneVector(
        x: main.position.x + stream.around(1.2),
        y: min(max(main.position.y + stream.around(0.3), 1), 1.8),
        z: main.position.z + stream.around(1.2))
      guard position.x >= 0.25, position.z >= 0.25, position.x <= room.size.x - 0.25,
        position.z <= room.size.z - 0.25, room.isClear(position)
      else { continue }
      let line = target - position
      let length = line.length
      if length < 0.8 { continue }
      let direction = line * (1 / length)
      if distance(from: position, direction) < length - 0.03 { continue }
      let camera = Camera(
        position: position, yaw: tm_atan2f(direction.x, direction.z),
        pitch: tm_asinf(min(max(direction.y, -1), 1)))
      if abs(camera.pitch) <= 0.75 { return camera }
    }
    return nil
  }
}
