internal import CScenes

extension RoomBuilder {
  /// A free piece of some wall, `width` metres wide, at least `margin` from its ends.
  mutating func findSpan(width: Float, margin: Float, tries: Int) -> WallSpan? {
    for _ in 0..<tries {
      let wall = stream.index(below: 4)
      let length = wallLength(wall)
      if length < width + 2 * margin + 0.01 { continue }
      let start = stream.uniform(margin...(length - width - margin))
      let span = WallSpan(wall: wall, start: start, end: start + width)
      if isFree(span, gap: 0.1) { return span }
    }
    return nil
  }

  /// Whether nothing on the wall is nearer to `span` than `gap` metres.
  func isFree(_ span: WallSpan, gap: Float) -> Bool {
    spans.allSatisfy {
      $0.wall != span.wall || $0.start >= span.end + gap || span.start >= $0.end + gap
    }
  }

  private mutating func paint(
    _ category: SemanticClass, on span: WallSpan, height: ClosedRange<Float>, _ material: Int32
  ) {
    instance += 1
    spans.append(span)
    room.decals.append(
      SceneDecal(
        surface: Int32(span.wall), material: material, category: category.rawValue,
        instance: instance, u0: span.start, u1: span.end, v0: height.lowerBound,
        v1: height.upperBound))
  }

  /// Doors first, then windows; the first window of a bright day is a light.
  mutating func cutOpenings() {
    let doorColour = stream.chance(0.5) ? stream.woodColour() : nearPalette()
    let doorMaterial = material(
      SCENE_PANELS, doorColour, doorColour * 0.6, scale: 0.9, specular: 0.1)
    let isCorridor = room.type == .corridor
    var doors = 1 + (stream.chance(isCorridor ? 0.95 : 0.3) ? 1 : 0)
    if isCorridor { doors += stream.index(below: 3) }
    for _ in 0..<doors {
      let width = stream.uniform(0.8...1)
      guard let span = findSpan(width: width, margin: 0.2, tries: 6) else { continue }
      paint(.door, on: span, height: 0...stream.uniform(1.95...2.15), doorMaterial)
      let threshold = wallPose(span.wall, along: span.start + width / 2, gap: 0)
      footprints.append(Footprint(x: threshold.x, z: threshold.z, radius: 0.45))
    }
    let daylight = stream.uniform(0.5...1)
    let windows: ClosedRange<Int> =
      switch room.type {
      case .storeroom, .bathroom: 0...1
      case .corridor: 0...2
      default: 1...3
      }
    let curtain = stream.chance(0.5) ? cloth() : nil
    for _ in 0..<stream.count(windows) { cutWindow(daylight: daylight, curtain: curtain) }
  }

  private mutating func cutWindow(daylight: Float, curtain: Int32?) {
    let width = stream.uniform(0.8...2)
    guard let span = findSpan(width: width, margin: 0.3, tries: 6) else { return }
    let sill = stream.uniform(0.75...1.1)
    let head = sill + stream.uniform(0.9...1.3)
    let sky = colour(hue: stream.uniform(0.5...0.62), saturation: 0.25, value: daylight)
    let ground = colour(hue: stream.uniform(0.2...0.4), saturation: 0.3, value: daylight * 0.8)
    let pane = material(
      SCENE_WINDOW, sky, ground, scale: stream.uniform(0.4...0.9), emission: 0.75 * daylight)
    paint(.window, on: span, height: sill...head, pane)
    if let curtain { hangCurtains(beside: span, from: sill - 0.15, to: head + 0.1, curtain) }
    if daylight > 0.6 && room.lights.isEmpty {
      let place = wallPose(span.wall, along: span.start + width / 2, gap: 0.25)
      let strength = daylight * stream.uniform(0.8...2)
      room.lights.append(
        SceneLight(
          position: SceneVector(x: place.x, y: sill + 0.7, z: place.z),
          colour: colour(hue: 0.58, saturation: 0.1, value: 1) * strength, radius: 0.2))
    }
  }

  /// A strip of cloth over each side of a window.
  private mutating func hangCurtains(
    beside span: WallSpan, from bottom: Float, to top: Float, _ cloth: Int32
  ) {
    for along in [span.start, span.end] {
      begin(.window, at: wallPose(span.wall, along: along, gap: 0.05))
      box(0, (bottom + top) / 2, 0, half: (0.13, (top - bottom) / 2, 0.03), cloth)
    }
  }
}
