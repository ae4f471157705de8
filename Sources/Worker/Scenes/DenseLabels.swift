internal import CMath

/// The dense labels of a view: operators at full resolution, then means over square cells.
struct DenseLabels {
  let surfaces: Surfaces
  /// RGB bytes of the same view.
  let picture: [UInt8]
  /// Cells a side.
  let labelSize: Int
  /// Whether occlusion edges are as networks learn them; otherwise as files of the data have them.
  let softensEdges: Bool
  private let size: Int

  init(surfaces: Surfaces, picture: [UInt8], labelSize: Int, softensEdges: Bool = true) {
    precondition(picture.count == 3 * surfaces.size * surfaces.size, "the picture has another size")
    self.surfaces = surfaces
    self.picture = picture
    self.labelSize = labelSize
    self.softensEdges = softensEdges
    size = surfaces.size
  }

  private func logarithm(_ plane: Plane) -> Plane { plane.map(tm_logf) }

  /// One colour channel, 0 to 1.
  private func channel(_ index: Int) -> Plane {
    stride(from: index, to: picture.count, by: 3).map { Float(picture[$0]) * (1 / 255) }
  }

  /// The two arrays of a `SceneSample`.
  func compute() -> (maps: [Float], segments: [Int16]) {
    let colours = [channel(0), channel(1), channel(2)]
    return (maps(colours), segments(colours))
  }

  private func maps(_ colours: [Plane]) -> [Float] {
    let operators = ImageOperators(size: size)
    let grey = colours[0].indices.map {
      0.3 * colours[0][$0] + 0.59 * colours[1][$0] + 0.11 * colours[2][$0]
    }
    let logDepth = logarithm(surfaces.depth)
    let hidden = operators.hidden(normals: surfaces.normals, points: surfaces.points)
    let bends = operators.curvature(normals: surfaces.normals, points: surfaces.points)
    let edges = operators.edgeOcclusion(depth: surfaces.depth)
    let planes =
      [logDepth, logarithm(surfaces.distance)] + surfaces.normals + [
        surfaces.reshading, operators.edgeTexture(grey),
        softensEdges ? operators.softened(edges) : edges, operators.keypoints2D(grey),
        operators.keypoints3D(normals: surfaces.normals, logDepth: logDepth),
        masked(bends.first, where: hidden), masked(bends.second, where: hidden),
      ]
    precondition(planes.count == SceneLayout.mapChannels, "a map without a place")
    return planes.flatMap(averaged)
  }

  /// The plane with 0 where one surface hides another: there differences mean no curvature.
  private func masked(_ plane: Plane, where hidden: Plane) -> Plane {
    plane.indices.map { hidden[$0] > 0.25 ? 0 : plane[$0] }
  }

  /// Means over the pixels of each cell.
  private func averaged(_ plane: Plane) -> [Float] {
    let cell = size / labelSize
    let share = 1 / Float(cell * cell)
    var means = [Float](repeating: 0, count: labelSize * labelSize)
    for y in 0..<size {
      for x in 0..<size {
        means[y / cell * labelSize + x / cell] += plane[y * size + x]
      }
    }
    for index in means.indices { means[index] *= share }
    return means
  }

  /// The side of the pictures that are segmented: the components' sizes and the thresholds of the
  /// method are tuned to 64 pixels, so that larger pictures get the same segments.
  private static let segmentationSize = 64

  private func segments(_ colours: [Plane]) -> [Int16] {
    var segmentation = GraphSegmentation(size: Self.segmentationSize)
    let operators = ImageOperators(size: Self.segmentationSize)
    let smooth = reducedSmoothly(colours).map { operators.blur($0, sigma: 0.6) }
    let normals = surfaces.normals.map(reduced)
    let byColour = segmentation.segment(
      smooth, weights: [1, 1, 1], threshold: 0.6, smallest: 20)
    let bySurface = segmentation.segment(
      normals + smooth, weights: [0.6, 0.6, 0.6, 0.2, 0.2, 0.2],
      surface: (surfaces.points.map(reduced), normals), threshold: 0.8, smallest: 20)
    return sampled(byColour, size: Self.segmentationSize)
      + sampled(bySurface, size: Self.segmentationSize) + sampled(surfaces.categories, size: size)
      + sampled(surfaces.instances, size: size)
  }

  /// Colours at the size of segmentation, blurred before thinning as a smaller sensor would.
  private func reducedSmoothly(_ colours: [Plane]) -> [Plane] {
    if size == Self.segmentationSize { return colours }
    let operators = ImageOperators(size: size)
    let sigma = 0.5 * Float(size) / Float(Self.segmentationSize)
    return colours.map { reduced(operators.blur($0, sigma: sigma)) }
  }

  /// The values at the centres of the pixels of a picture for segmentation.
  private func reduced(_ plane: Plane) -> Plane {
    let places = (0..<Self.segmentationSize).map {
      (2 * $0 + 1) * size / (2 * Self.segmentationSize)
    }
    return places.flatMap { y in places.map { x in plane[y * size + x] } }
  }

  /// The values of a map of `size` by `size` pixels at the centres of the label cells, of which there
  /// may be more than pixels.
  private func sampled(_ labels: [Int16], size: Int) -> [Int16] {
    let places = (0..<labelSize).map { (2 * $0 + 1) * size / (2 * labelSize) }
    return places.flatMap { y in places.map { x in labels[y * size + x] } }
  }
}
