/// The labels of a picture that follow from its pixels alone, made as those of rendered rooms are.
package struct PixelLabels: Sendable {
  /// [channel][row][column] as in `SceneSample`; NaN where a label needs more than pixels.
  package let maps: [Float]
  /// [channel][row][column] as in `SceneSample`; -1 where a label needs more than pixels.
  package let segments: [Int16]

  /// The labels of `pixels`, RGB bytes of `size` pixels a side, in `labelSize` cells a side.
  package init(_ pixels: [UInt8], size: Int, labelSize: Int) {
    let labels = DenseLabels(
      surfaces: Surfaces(wallOf: size), picture: pixels, labelSize: labelSize
    ).compute()
    let known = SceneLayout.edgeTexture.union(SceneLayout.keypoints2D)
    let cells = labelSize * labelSize
    maps = labels.maps.enumerated().map { place, value in
      known.contains(place / cells) ? value : .nan
    }
    segments = labels.segments.enumerated().map { place, value in
      place / cells == SceneLayout.segment2D ? value : -1
    }
  }
}

extension Range<Int> {
  fileprivate func union(_ other: Range<Int>) -> Set<Int> { Set(self).union(other) }
}

extension Surfaces {
  /// A bare wall, where nothing is known of the surfaces.
  fileprivate init(wallOf size: Int) {
    let count = size * size
    func plane(_ value: Float) -> Plane { Plane(repeating: value, count: count) }
    self.init(
      size: size, depth: plane(1), distance: plane(1),
      normals: [plane(0), plane(0), plane(1)], points: [plane(0), plane(0), plane(-1)],
      reshading: plane(1), categories: [Int16](repeating: 0, count: count),
      instances: [Int16](repeating: 0, count: count))
  }
}
