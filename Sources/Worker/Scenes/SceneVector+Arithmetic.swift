internal import CScenes

extension SceneVector {
  static func + (a: Self, b: Self) -> Self { Self(x: a.x + b.x, y: a.y + b.y, z: a.z + b.z) }
  static func - (a: Self, b: Self) -> Self { Self(x: a.x - b.x, y: a.y - b.y, z: a.z - b.z) }
  static func * (a: Self, factor: Float) -> Self {
    Self(x: a.x * factor, y: a.y * factor, z: a.z * factor)
  }

  func dot(_ other: Self) -> Float { x * other.x + y * other.y + z * other.z }

  func cross(_ other: Self) -> Self {
    Self(
      x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
  }

  var length: Float { dot(self).squareRoot() }

  var normalized: Self { self * (1 / length) }
}
