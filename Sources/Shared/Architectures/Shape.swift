/// The extent of one image, one representation or one vector: height x width x channels.
///
/// Values are stored row by row, the channels of a pixel side by side; a vector is 1 x 1 x channels.
package struct Shape: Hashable, Sendable {
  /// The number of rows.
  package let height: Int
  /// The number of columns.
  package let width: Int
  /// The number of values per pixel.
  package let channels: Int

  /// Makes a shape of positive extents.
  package init(height: Int, width: Int, channels: Int) {
    precondition(height > 0 && width > 0 && channels > 0, "extents are positive")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The shape of a vector of `count` numbers.
  package init(vector count: Int) {
    self.init(height: 1, width: 1, channels: count)
  }

  /// The number of values.
  package var count: Int { height * width * channels }

  /// The number of pixels.
  package var positions: Int { height * width }
}
