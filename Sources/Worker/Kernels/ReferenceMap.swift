internal import Architectures

/// A batch of images in the slow, obvious backend: [image][row][column][channel].
struct ReferenceMap<Scalar: BinaryFloatingPoint> {
  let images: Int
  let shape: Shape
  var values: [Scalar]

  init(images: Int, shape: Shape, values: [Scalar]) {
    precondition(values.count == images * shape.count, "the values fill the images")
    self.images = images
    self.shape = shape
    self.values = values
  }

  /// All zero.
  init(images: Int, shape: Shape) {
    self.init(
      images: images, shape: shape, values: Array(repeating: 0, count: images * shape.count))
  }

  /// Where a value lies; nil outside the image, where padding is zero.
  func place(_ image: Int, _ row: Int, _ column: Int, _ channel: Int) -> Int? {
    guard row >= 0, row < shape.height, column >= 0, column < shape.width else { return nil }
    return ((image * shape.height + row) * shape.width + column) * shape.channels + channel
  }

  /// The same values as images of another shape.
  func reshaped(images: Int, shape: Shape) -> ReferenceMap {
    ReferenceMap(images: images, shape: shape, values: values)
  }
}
