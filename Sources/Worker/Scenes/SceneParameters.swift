/// The version of everything that decides what a room looks like and how it is labelled.
///
/// It belongs to the fingerprint of a dataset of rooms: it grows with every change of the bytes.
package let sceneGeneratorVersion = 4

/// What rooms to render, and how.
package struct SceneParameters: Hashable, Sendable {
  /// The seed of the dataset; room `i` depends on the seed and `i` alone.
  package var seed: UInt64
  /// Pixels a side, a multiple of 32 and at least 64.
  package var size: Int
  /// How many views of each room are rendered, 1 to 4.
  ///
  /// In this order: the labelled view A; B and C, which look at the point that A looks at; and D,
  /// which stands near A but looks elsewhere. The cameras do not depend on this number.
  package var views: Int
  /// Rays along each side of a pixel, 1 to 8.
  package var supersampling: Int
  /// Rows and columns of the dense labels, which divide those of the picture.
  package var labelSize: Int

  /// Makes the parameters of a dataset of rooms.
  package init(
    seed: UInt64, size: Int = 64, views: Int = 1, supersampling: Int = 2,
    labelSize: Int = SceneLayout.labelSize
  ) {
    precondition(size >= 64 && size <= 1024 && size.isMultiple(of: 32), "unusable picture size")
    precondition((1...4).contains(views), "a room has one to four views")
    precondition(labelSize > 0 && size.isMultiple(of: labelSize), "labels that cut pixels")
    precondition((1...8).contains(supersampling), "supersampling is 1 to 8")
    self.seed = seed
    self.size = size
    self.views = views
    self.supersampling = supersampling
    self.labelSize = labelSize
  }
}
