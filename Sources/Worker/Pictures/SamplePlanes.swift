internal import CPNG
package import Documents

/// The samples of a PNG file as they stand in it: numbers, not colours.
///
/// Labels are such files. A picture for people is a `Picture`.
package struct SamplePlanes: Equatable, Sendable {
  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Samples for each pixel: 1 (grey) or 3 (red, green, blue).
  package let channels: Int
  /// Bits of a sample: 8 or 16.
  package let depth: Int
  /// [row][column][channel], 0...255 or 0...65535.
  package let values: [UInt16]

  /// Makes planes of known samples.
  package init(width: Int, height: Int, channels: Int, depth: Int, values: [UInt16]) {
    precondition(
      (1...Picture.largestSide).contains(width) && (1...Picture.largestSide).contains(height),
      "a file has 1 to 16384 pixels a side")
    precondition(
      (channels == 1 || channels == 3) && (depth == 8 || depth == 16)
        && values.count == width * height * channels, "samples and shape disagree")
    self.width = width
    self.height = height
    self.channels = channels
    self.depth = depth
    self.values = values
  }

  /// Reads the samples of a PNG file; palettes are unfolded, transparency is dropped.
  ///
  /// - Throws: `Failure` (data) where the bytes are no PNG, are damaged or have too many pixels.
  package init(png file: [UInt8]) throws(Failure) {
    var shape = taskmap_png_shape()
    guard taskmap_png_read(file, file.count, &shape, nil) != 0 else {
      throw Failure(.data, "not a readable PNG file")
    }
    let (width, height, channels) = (Int(shape.width), Int(shape.height), Int(shape.channels))
    guard (1...Picture.largestSide).contains(width), (1...Picture.largestSide).contains(height),
      width * height <= 1 << 26, channels == 1 || channels == 3
    else { throw Failure(.data, "a PNG file of \(width) x \(height) pixels is too large") }
    var isWhole = false
    let values = [UInt16](unsafeUninitializedCapacity: width * height * channels) {
      buffer, initialized in
      isWhole = taskmap_png_read(file, file.count, &shape, buffer.baseAddress) != 0
      initialized = isWhole ? width * height * channels : 0
    }
    guard isWhole else { throw Failure(.data, "a damaged PNG file") }
    self.init(
      width: width, height: height, channels: channels, depth: Int(shape.depth), values: values)
  }

  /// The samples as a PNG file.
  package func png() -> [UInt8] {
    let raw: [UInt8] =
      depth == 8
      ? values.map { UInt8(truncatingIfNeeded: $0) }
      : values.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    let shape = taskmap_png_shape(
      width: UInt32(width), height: UInt32(height), channels: UInt32(channels),
      depth: UInt32(depth))
    // Rows with their filter bytes, and what deflate and the chunks add at most.
    let capacity = raw.count + height + raw.count / 8 + 4096
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      initialized = taskmap_png_write(shape, raw, buffer.baseAddress, capacity)
      precondition(initialized > 0, "samples that libpng cannot write")
    }
  }
}
