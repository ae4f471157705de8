package import TaskSpace

/// Makes what networks see of images: [view][row][column][channel] in [-1, 1].
package struct InputMaker: Sendable {
  /// The deviation of the noise, for images in [-1, 1], to which the sum is cut: the paper's variance
  /// of 0.01 for images in [0, 1].
  package static let noise: Float = 0.2

  private let views: SampleViews
  private let transforms: [InputTransform]
  private let images: SplitImages

  /// Makes inputs of one image, as `variant` from `images`.
  package init(_ variant: InputVariant, of images: SplitImages) {
    self.init(SampleViews(variant), of: images)
  }

  /// Makes inputs of `task` from `images`.
  package init(_ task: TaskDefinition, of images: SplitImages) {
    self.init(SampleViews(task), of: images)
  }

  private init(_ views: SampleViews, of images: SplitImages) {
    self.views = views
    self.images = images
    transforms = views.encodings.map {
      InputTransform($0, size: images.reference.size, seed: images.reference.seed)
    }
  }

  /// Numbers per sample.
  package var count: Int { views.count * imageCount }
  /// Images per sample.
  package var viewCount: Int { views.count }
  /// Numbers per image.
  package var imageCount: Int { size * size * 3 }

  private var size: Int { images.reference.size }

  /// Writes the input of a sample to `output`; the same bytes every time.
  ///
  /// - Parameter sample: its image, plus the number of images for each turn before its own.
  package func write(_ sample: Int, to output: UnsafeMutablePointer<Float>) {
    let (turn, index) = sample.quotientAndRemainder(dividingBy: images.count)
    let places = views.places(of: images.globalIndex(index), turn: turn)
    for (view, place) in places.enumerated() {
      write(index, place, to: output + view * imageCount)
    }
  }

  /// Writes the image at `place` of all that samples may need.
  private func write(_ index: Int, _ place: Int, to output: UnsafeMutablePointer<Float>) {
    let pixels = images.image(index, view: views.encodings[place].view)
    Self.shades.withUnsafeBufferPointer { shades in
      guard let shades = shades.baseAddress, let pixels = pixels.baseAddress else { return }
      for number in 0..<imageCount { output[number] = shades[Int(pixels[number])] }
    }
    transforms[place].apply(to: output, sample: images.globalIndex(index))
  }

  /// What networks see of each shade: looking it up is quicker than dividing.
  private static let shades = (0..<256).map { Float($0) / 127.5 - 1 }

  /// The brightness of a colour (ITU-R BT.601, two digits).
  static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    0.3 * red + 0.59 * green + 0.11 * blue
  }
}
