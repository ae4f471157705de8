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
}
