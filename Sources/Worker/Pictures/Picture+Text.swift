extension Picture {
  /// Pixels a line of text takes in height.
  package static let lineHeight = PixelFont.glyphHeight + 2

  /// The width in pixels of `text` in the built-in font.
  package static func width(of text: String) -> Int {
    max(0, text.count * PixelFont.advance - 1)
  }

  /// Writes `text` with its upper left corner at (x, y); what lies outside is cut off.
  ///
  /// The font has capitals, digits and punctuation of 5 by 7 pixels; other letters show as boxes.
  package mutating func write(_ text: String, x: Int, y: Int, colour: Colour) {
    for (index, character) in text.enumerated() {
      let left = x + index * PixelFont.advance
      for (row, bits) in PixelFont.rows(of: character).enumerated() {
        for column in 0..<PixelFont.glyphWidth where bits & (16 >> column) != 0 {
          let target = (x: left + column, y: y + row)
          guard target.x >= 0, target.x < width, target.y >= 0, target.y < height else { continue }
          self[target.x, target.y] = colour
        }
      }
    }
  }
}
