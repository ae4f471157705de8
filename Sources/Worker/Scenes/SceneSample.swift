/// One rendered room with its labels.
///
/// Dense labels are planes, [channel][y][x], S by S (`SceneParameters.labelSize`, mostly 32), the
/// channels as in `SceneLayout`: maps are means over the pixels of a cell, segments the values at its
/// centre. A task needs few of the channels, and each lies in one piece.
package struct SceneSample: Equatable, Sendable {
  /// Per view `size * size * 3` bytes of RGB, row-major; the labels belong to the first view.
  package var views: [[UInt8]]
  /// 12 x S x S: continuous labels.
  package var maps: [Float]
  /// 4 x S x S: segments and classes.
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

  /// One channel of `maps`, [y][x].
  package func map(_ channel: Int) -> ArraySlice<Float> {
    let cells = maps.count / SceneLayout.mapChannels
    return maps[channel * cells..<(channel + 1) * cells]
  }

  /// One channel of `segments`, [y][x].
  package func segments(_ channel: Int) -> ArraySlice<Int16> {
    let cells = segments.count / SceneLayout.segmentChannels
    return segments[channel * cells..<(channel + 1) * cells]
  }
}
