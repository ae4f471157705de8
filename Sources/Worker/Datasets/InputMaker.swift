package import TaskSpace

/// Makes what networks see of images: [row][column][channel] in [-1, 1], noise aside.
package struct InputMaker: Sendable {
  /// The deviation of the noise, for images in [-1, 1].
  package static let noise: Float = 0.35
  private static let values: [Float] = (0..<256).map { Float($0) / 127.5 - 1 }

  private let transform: InputTransform
  private let images: SplitImages

  /// Makes inputs of `variant` from `images`.
  package init(_ variant: InputVariant, of images: SplitImages) {
    self.images = images
    transform = InputTransform(
      variant, size: images.reference.size, seed: images.reference.seed)
  }

  /// Numbers per input.
  package var count: Int { size * size * 3 }

  private var size: Int { images.reference.size }

  /// Writes the input of image `index` to `output`; the same bytes every time.
  package func write(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let pixels = images.image(index)
    Self.values.withUnsafeBufferPointer { values in
      for place in 0..<count { output[place] = values[Int(pixels[place])] }
    }
    transform.apply(to: output, sample: images.globalIndex(index))
  }

  /// The brightness of a colour (ITU-R BT.601, two digits).
  static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    0.3 * red + 0.59 * green + 0.11 * blue
  }
}
