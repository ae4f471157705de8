/// An 8-bit RGB colour.
package struct Colour: Hashable, Sendable {
  /// Red, 0 to 255.
  package var red: UInt8
  /// Green, 0 to 255.
  package var green: UInt8
  /// Blue, 0 to 255.
  package var blue: UInt8

  /// Makes a colour of its three channels.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Makes a colour of three numbers, cut to 0...1 (what is not a number counts as 0).
  package init(unit red: Float, _ green: Float, _ blue: Float) {
    func byte(_ value: Float) -> UInt8 { UInt8(min(max(0, value), 1) * 255 + 0.5) }
    self.init(red: byte(red), green: byte(green), blue: byte(blue))
  }

  /// Black.
  package static let black = Colour(red: 0, green: 0, blue: 0)
  /// White.
  package static let white = Colour(red: 255, green: 255, blue: 255)
}
