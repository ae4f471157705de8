/// Ways to show a number as a colour.
package enum ColourMap: Sendable {
  /// Black to white.
  case grey
  /// Dark violet over green to yellow, evenly in perception: for depth and other magnitudes.
  case viridis
  /// Blue over white to red, the middle neutral: for signed values.
  case diverging

  /// The colour of `value`, which is cut to 0...1; what is not a number is black.
  package func colour(_ value: Float) -> Colour {
    if value.isNaN { return .black }
    let t = min(max(value, 0), 1)
    switch self {
    case .grey: return Colour(unit: t, t, t)
    case .viridis: return Self.viridis(t)
    case .diverging: return Self.diverging(t)
    }
  }

  /// Polynomials of degree 6 in t fitted to the colours of matplotlib's viridis.
  private static func viridis(_ t: Float) -> Colour {
    func polynomial(_ coefficients: [Float]) -> Float {
      coefficients.reversed().reduce(0) { $0 * t + $1 }
    }
    return Colour(
      unit: polynomial([0.277_7, 0.105_1, -0.330_9, -4.634_2, 6.228_3, 4.776_4, -5.435_5]),
      polynomial([0.005_4, 1.404_6, 0.214_8, -5.799_1, 14.179_9, -13.745_1, 4.645_9]),
      polynomial([0.334_1, 1.384_6, 0.095_1, -19.332_4, 56.690_6, -65.353_0, 26.312_4]))
  }

  private static func diverging(_ t: Float) -> Colour {
    let side = 2 * t - 1
    return side < 0
      ? Colour(unit: 1 + 0.77 * side, 1 + 0.6 * side, 1 + 0.3 * side)
      : Colour(unit: 1 - 0.3 * side, 1 - 0.9 * side, 1 - 0.83 * side)
  }

  /// A stable colour for the number of a segment: neighbours differ, equal numbers agree.
  package static func segment(_ number: Int) -> Colour {
    var hash = UInt64(bitPattern: Int64(number)) &+ 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    hash ^= hash >> 31
    return hue(
      Float(hash & 0xffff) / 65_536, saturation: 0.45 + 0.4 * Float((hash >> 16) & 0xff) / 255,
      value: 0.55 + 0.4 * Float((hash >> 24) & 0xff) / 255)
  }

  /// One of `count` well-separated colours, for classes with a fixed order.
  package static func palette(_ index: Int, of count: Int) -> Colour {
    precondition(count > 0, "a palette without colours")
    let turn = Float(index) / Float(count)
    let levels: [(saturation: Float, value: Float)] = [(0.75, 0.9), (0.5, 0.95), (0.85, 0.6)]
    let level = levels[(index % 3 + 3) % 3]
    return hue(turn - turn.rounded(.down), saturation: level.saturation, value: level.value)
  }

  /// A unit normal (right, up, towards the viewer) as red, green and blue around grey.
  package static func normal(_ x: Float, _ y: Float, _ z: Float) -> Colour {
    Colour(unit: 0.5 + 0.5 * x, 0.5 + 0.5 * y, 0.5 + 0.5 * z)
  }

  private static func hue(_ turn: Float, saturation: Float, value: Float) -> Colour {
    func channel(_ level: Float) -> Float {
      value * (1 - saturation + saturation * min(max(level, 0), 1))
    }
    let sixths = turn * 6
    return Colour(
      unit: channel(abs(sixths - 3) - 1), channel(2 - abs(sixths - 2)),
      channel(2 - abs(sixths - 4)))
  }
}
