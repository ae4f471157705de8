internal import CMath
internal import CScenes

extension RoomBuilder {
  /// The ceiling lamp, perhaps one on a wall, the sun, and the light that comes from everywhere.
  mutating func hangLights() {
    let warm = stream.lampColour()
    let place = Pose(
      x: room.size.x * stream.uniform(0.3...0.7), z: room.size.z * stream.uniform(0.3...0.7),
      yaw: 0)
    begin(.lamp, at: place)
    shine(from: room.size.y - 0.25, warm * stream.uniform(1.2...3.2))
    let glow = plain(warm, shade: 1, emission: 0.7)
    if stream.chance(0.5) {
      ellipsoid(0, room.size.y - 0.1, 0, half: (0.17, 0.1, 0.17), glow)
    } else {
      box(0, room.size.y - 0.03, 0, half: (0.3, 0.03, 0.15), glow)
    }
    if stream.chance(0.5) { hangWallLamp() }
    room.ambient = colour(
      hue: stream.unit(), saturation: 0.06, value: stream.uniform(0.25...0.5))
    if stream.chance(0.75) { letTheSunIn() }
  }

  /// Lets a lamp shine from `height` metres above the current pose, if the room may have one more.
  mutating func shine(from height: Float, _ colour: SceneVector) {
    guard room.lights.count < Int(SCENE_MAXIMUM_LIGHTS) else { return }
    room.lights.append(
      SceneLight(
        position: SceneVector(x: pose.x, y: height, z: pose.z), colour: colour, radius: 0.12))
  }

  private mutating func hangWallLamp() {
    guard let span = findSpan(width: 0.3, margin: 0.1, tries: 4) else { return }
    spans.append(span)
    let height = stream.uniform(1.5...2)
    let warm = stream.lampColour()
    begin(.lamp, at: wallPose(span.wall, along: span.start + 0.15, gap: 0.12))
    ellipsoid(0, height, 0, half: (0.11, 0.13, 0.1), plain(warm, shade: 1, emission: 0.7))
    shine(from: height, warm * stream.uniform(0.5...1.3))
  }

  /// Puts the sun somewhere before one of the windows.
  private mutating func letTheSunIn() {
    let panes = room.decals.filter { $0.category == SemanticClass.window.rawValue }
    guard !panes.isEmpty else { return }
    let pane = panes[stream.index(below: panes.count)]
    // A pose at a wall faces into the room, the sun stands on the other side.
    let inward = wallPose(Int(pane.surface), along: 0, gap: 0).yaw
    let bearing = inward + .pi + stream.around(1)
    let elevation = stream.uniform(0.3...0.8)
    let level = tm_cosf(elevation)
    room.sun = SceneVector(
      x: tm_sinf(bearing) * level, y: tm_sinf(elevation), z: tm_cosf(bearing) * level)
    room.sunlight =
      colour(hue: 0.11, saturation: stream.uniform(0.05...0.25), value: 1)
      * stream.uniform(1.2...3)
  }
}
