/// What is done to an image before a network sees it.
package enum InputVariant: String, Hashable, Sendable, CaseIterable, Comparable {
  /// The image as it is, in [-1, 1].
  case clean
  /// With Gaussian noise added (denoising).
  case noisy
  /// With its centre square, half as wide as the image, set to mid-grey (inpainting).
  case masked
  /// With its colours removed (colorization).
  case grey
  /// Cut into 3x3 tiles that are put back in another order (jigsaw).
  case tiles

  package static func < (left: InputVariant, right: InputVariant) -> Bool {
    left.rawValue < right.rawValue
  }
}
