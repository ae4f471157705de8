internal import CScenes

/// A colour of given hue (turns), saturation and value.
func colour(hue: Float, saturation: Float, value: Float) -> SceneVector {
  let turn = (hue - hue.rounded(.down)) * 6
  func channel(_ level: Float) -> Float {
    value * (1 - saturation + saturation * min(max(level, 0), 1))
  }
  return SceneVector(
    x: channel(abs(turn - 3) - 1), y: channel(2 - abs(turn - 2)), z: channel(2 - abs(turn - 4)))
}

extension SceneVector {
  /// A grey of the given brightness.
  static func grey(_ value: Float) -> Self { Self(x: value, y: value, z: value) }

  /// Enamel, as of bath fixtures.
  static let enamel = Self(x: 0.9, y: 0.9, z: 0.89)

  /// Every channel within `range`.
  func clamped(to range: ClosedRange<Float>) -> Self {
    func channel(_ value: Float) -> Float { min(max(value, range.lowerBound), range.upperBound) }
    return Self(x: channel(x), y: channel(y), z: channel(z))
  }
}

extension RoomStream {
  mutating func woodColour() -> SceneVector {
    colour(hue: uniform(0.05...0.1), saturation: uniform(0.3...0.65), value: uniform(0.25...0.75))
  }

  mutating func anyColour() -> SceneVector {
    colour(hue: unit(), saturation: uniform(0.1...0.8), value: uniform(0.2...0.9))
  }

  mutating func paleColour() -> SceneVector {
    colour(hue: unit(), saturation: uniform(0...0.3), value: uniform(0.65...0.95))
  }

  mutating func greyColour() -> SceneVector {
    colour(hue: unit(), saturation: 0.06, value: uniform(0.15...0.9))
  }

  /// Walls are mostly warm and rarely dark.
  mutating func wallColour() -> SceneVector {
    let hue = chance(0.6) ? uniform(0.06...0.15) : unit()
    return colour(hue: hue, saturation: uniform(0.03...0.35), value: uniform(0.4...0.92))
  }

  /// Upholstery: browns, reds and beiges, or blues, muted.
  mutating func clothColour() -> SceneVector {
    let hue = chance(0.6) ? uniform(0...0.12) : uniform(0.5...0.68)
    return colour(hue: hue, saturation: uniform(0.05...0.55), value: uniform(0.2...0.75))
  }

  /// The light of lamps.
  mutating func lampColour() -> SceneVector {
    colour(hue: uniform(0.08...0.14), saturation: uniform(0...0.3), value: 1)
  }

  /// Leaves.
  mutating func leafColour() -> SceneVector {
    colour(hue: uniform(0.25...0.4), saturation: uniform(0.5...0.8), value: uniform(0.25...0.6))
  }
}
