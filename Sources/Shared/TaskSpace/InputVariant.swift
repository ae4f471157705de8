/// Which image of a room a network sees, and what is done to it first.
///
/// A room's images are the labelled view A; B and C, which look at the same point; and D, whose
/// centre shows something else.
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
  /// View B, as it is.
  case viewB = "view-b"
  /// View C, as it is.
  case viewC = "view-c"
  /// View D, as it is.
  case viewD = "view-d"

  /// The views besides A.
  package static let furtherViews: [InputVariant] = [.viewB, .viewC, .viewD]

  /// Which image of the room it is: 0 for A, to 3 for D.
  package var view: Int {
    (Self.furtherViews.firstIndex(of: self) ?? -1) + 1
  }

  package static func < (left: InputVariant, right: InputVariant) -> Bool {
    left.rawValue < right.rawValue
  }
}
