extension NetworkChoice {
  /// Pixels per side of what networks predict at every pixel, for images of `size` pixels: maps of
  /// numbers, and maps of labels.
  ///
  /// Those of small images give maps half as fine as the image, and labels half as fine again, for
  /// speed; the paper's give both as fine as the image.
  package func sides(size: Int) -> (maps: Int, labels: Int) {
    encoder == .resnet50 ? (size, size) : (size / 2, size / 4)
  }
}
