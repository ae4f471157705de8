/// Predictions of one task on a few test images, as one PNG.
package struct SampleStrip: Hashable, Sendable {
  /// The task's name.
  package let task: String
  /// The file: three rows of equal height, from above input, ground truth and prediction; a
  /// column per image.
  package let png: [UInt8]

  /// A strip of `task`.
  package init(task: String, png: [UInt8]) {
    self.task = task
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
