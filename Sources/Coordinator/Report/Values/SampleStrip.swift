/// A few pictures side by side, as one PNG.
package struct SampleStrip: Hashable, Sendable {
  /// What they show: `input`, `2 images` where a sample has several, one below the other, `truth`,
  /// or what predicted them.
  package let label: String
  /// The mean loss of what predicted them over all test images; nil where nothing was predicted.
  package let loss: Double?
  /// The file.
  package let png: [UInt8]

  /// A strip of pictures.
  package init(label: String, loss: Double? = nil, png: [UInt8]) {
    self.label = label
    self.loss = loss
    self.png = png
  }

  /// Width and height in pixels as the PNG's header gives them; nil where this is no PNG.
  package var size: (width: Int, height: Int)? {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header = Array("IHDR".utf8)
    guard png.count >= 33, png.starts(with: signature), png[12..<16].elementsEqual(header) else {
      return nil
    }
    let width = number(at: 16)
    let height = number(at: 20)
    guard (1...65_535).contains(width), (1...65_535).contains(height) else { return nil }
    return (width, height)
  }

  private func number(at offset: Int) -> Int {
    png[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
