/// One rendered room with its labels.
///
/// Dense labels are row-major, [y][x][channel], S by S (`SceneParameters.labelSize`, mostly 32), the
/// channels as in `SceneLayout`: maps are means over the pixels of a cell, segments the values at its
/// centre.
package struct SceneSample: Equatable, Sendable {
  /// Per view `size * size * 3` bytes of RGB, row-major; the labels belong to the first view.
  package var views: [[UInt8]]
  /// S x S x 12: continuous labels.
  package var maps: [Float]
  /// S x S x 4: segments and classes.
  package var segments: [Int16]
  /// 60 numbers: room type, object areas, vanishing points, layout and relative poses.
  package var numbers: [Float]

  /// Gathers the parts of a sample.
  package init(views: [[UInt8]], maps: [Float], segments: [Int16], numbers: [Float]) {
    self.views = views
    self.maps = maps
    self.segments = segments
    self.numbers = numbers
  }
}
