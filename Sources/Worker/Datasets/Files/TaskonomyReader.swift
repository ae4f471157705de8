internal import CMath
internal import Documents
internal import Pictures
internal import Scenes
internal import TaskSpace

/// Reads all files of one image, and remembers what was wrong with them.
struct TaskonomyReader {
  private typealias Domain = TaskonomyLayout.Domain

  /// Numbers of a sample: those of rooms, then the distributions over objects and scenes.
  static let numberCount = sceneProbabilities.upperBound
  /// Where the distribution over ImageNet's classes lies among the numbers.
  static let objectProbabilities =
    SceneLayout.numberCount..<SceneLayout.numberCount + TaskDictionary.releasedObjectCount
  /// Where the distribution over scenes lies.
  static let sceneProbabilities =
    objectProbabilities.upperBound..<objectProbabilities.upperBound
    + TaskDictionary.releasedSceneCount

  let folder: DatasetFolder
  let image: String
  private(set) var problems: [FileProblem] = []
  private var camera: TaskonomyCamera?
  private var hasReadCamera = false

  init(folder: DatasetFolder, image: String) {
    self.folder = folder
    self.image = image
  }

  /// The file of `domain`, by whichever of its two names it is there; by the first where by none.
  static func file(
    _ domain: TaskonomyLayout.Domain, of image: String, in folder: DatasetFolder
  ) -> String {
    let usual = TaskonomyLayout.file(domain, of: image)
    let other = TaskonomyLayout.otherFile(domain, of: image)
    return !folder.has(usual) && folder.has(other) ? other : usual
  }

  private func file(_ domain: Domain) -> String { Self.file(domain, of: image, in: folder) }

  /// What `body` makes of the content of a file; nil where the file is of no use, which is noted.
  private mutating func content<Value>(
    _ domain: Domain, _ body: ([UInt8]) throws(Failure) -> Value
  ) throws(Failure) -> Value? {
    let file = file(domain)
    do throws(Failure) {
      return try body(try folder.read(file))
    } catch {
      if error.code == .io { throw error }
      problems.append(FileProblem(error, file, isImage: domain == .rgb))
      return nil
    }
  }

  /// The picture; nil where there is none.
  mutating func pixels(size: Int) throws(Failure) -> [UInt8]? {
    try content(.rgb) { content throws(Failure) in try PhotoReader.pixels(content, size: size) }
  }

  private mutating func planes(_ domain: Domain) throws(Failure) -> SamplePlanes? {
    guard
      let planes = try content(
        domain, { content throws(Failure) in try SamplePlanes(png: content) })
    else { return nil }
    let isColoured = domain == .normal || domain == .curvature
    guard planes.width == planes.height, planes.depth >= domain.depth,
      planes.channels == 3 || !isColoured
    else {
      problems.append(
        FileProblem(
          .shape, file(domain),
          "\(planes.width) x \(planes.height) pixels, \(planes.channels) channels of "
            + "\(planes.depth) bits"))
      return nil
    }
    return planes
  }

  // MARK: Maps

  /// The maps of a sample: [channel][row][column], NaN where there is no label.
  mutating func maps(labelSize: Int) throws(Failure) -> [Float] {
    let grid = LabelGrid(size: labelSize)
    let depth = try planes(.depthZbuffer)
    func isSurface(_ pixel: Int, _ planes: SamplePlanes) -> Bool {
      guard let depth, depth.width == planes.width else { return true }
      let raw = depth.values[pixel * depth.channels]
      return raw > 0 && raw < TaskonomyLayout.noSurface
    }
    let nothing = [Float](repeating: .nan, count: labelSize * labelSize)
    func masked(
      _ planes: SamplePlanes?, _ channel: Int = 0, _ value: (Float) -> Float
    ) -> [Float] {
      guard let planes else { return nothing }
      return grid.means(planes, channel: channel) { raw, pixel in
        isSurface(pixel, planes) ? value(Float(raw)) : .nan
      }
    }
    func metres(_ raw: Float) -> Float {
      raw > 0 && raw < Float(TaskonomyLayout.noSurface)
        ? tm_logf(raw / TaskonomyLayout.metre) : .nan
    }
    func centred(_ raw: Float) -> Float { (raw - TaskonomyLayout.zero) / TaskonomyLayout.zero }

    var channels = [[Float]](repeating: nothing, count: SceneLayout.mapChannels)
    channels[SceneLayout.logDepth.lowerBound] = masked(depth, 0, metres)
    channels[SceneLayout.logDistance.lowerBound] = masked(
      try planes(.depthEuclidean), 0, metres)
    let normals = try planes(.normal)
    for (channel, place) in SceneLayout.normal.enumerated() {
      channels[place] = masked(normals, channel, centred)
    }
    let curvature = try planes(.curvature)
    for (channel, place) in SceneLayout.curvature.enumerated() {
      channels[place] = masked(curvature, channel, centred)
    }
    channels[SceneLayout.reshading.lowerBound] = masked(try planes(.reshading), 0) { $0 / 255 }
    for (domain, place, isClipped, needsSurface) in Self.responses {
      guard let planes = try planes(domain) else { continue }
      let values = Self.response(domain, planes, isClipped: isClipped)
      channels[place] = grid.means(planes) { _, pixel in
        needsSurface && !isSurface(pixel, planes) ? .nan : values[pixel]
      }
    }
    return Array(channels.joined())
  }

  /// The responses of operators: domain, channel, whether they are clipped, whether they need a
  /// surface.
  private static let responses: [(TaskonomyLayout.Domain, Int, Bool, Bool)] = [
    (.edgeTexture, SceneLayout.edgeTexture.lowerBound, true, false),
    (.keypoints2D, SceneLayout.keypoints2D.lowerBound, true, false),
    (.edgeOcclusion, SceneLayout.edgeOcclusion.lowerBound, false, true),
    (.keypoints3D, SceneLayout.keypoints3D.lowerBound, false, true),
  ]

  /// The response at every pixel of a file, as rendered rooms have it; occlusion edges are blurred,
  /// as the paper's loader does.
  private static func response(
    _ domain: TaskonomyLayout.Domain, _ planes: SamplePlanes, isClipped: Bool
  ) -> [Float] {
    let scale = 1 / (65_535 * TaskonomyLayout.fullScale(domain))
    let values = stride(from: 0, to: planes.values.count, by: planes.channels).map { place in
      let value = Float(planes.values[place]) * scale
      return (isClipped ? min(value, 1) : value) * largest(domain)
    }
    return domain == .edgeOcclusion
      ? ImageOperators(size: planes.width).softened(values) : values
  }

  /// The largest value that a response has in rendered rooms.
  static func largest(_ domain: TaskonomyLayout.Domain) -> Float {
    switch domain {
    case .edgeTexture: SceneLayout.largestEdgeTexture
    case .keypoints2D: SceneLayout.largestKeypoint2D
    default: 1
    }
  }

  /// The segments of a sample: [channel][row][column], -1 where there is no label.
  mutating func segments(labelSize: Int) throws(Failure) -> [Int16] {
    let grid = LabelGrid(size: labelSize)
    let nothing = [Int16](repeating: -1, count: labelSize * labelSize)
    var channels = [[Int16]](repeating: nothing, count: SceneLayout.segmentChannels)
    for (domain, channel) in [
      (Domain.segments2D, SceneLayout.segment2D), (.segments25D, SceneLayout.segment25D),
    ] {
      guard let planes = try planes(domain) else { continue }
      channels[channel] = Self.numbered(grid.centres(planes))
    }
    if let planes = try planes(.semantic) {
      let classes = grid.centres(planes).map { $0 & 0xFF - TaskonomyLayout.firstClass }
      if let wrong = classes.first(where: { $0 >= TaskDictionary.releasedSemanticCount }) {
        problems.append(
          FileProblem(.corrupt, file(.semantic), "there is no class \(wrong)"))
      } else {
        channels[SceneLayout.semantic] = classes.map { Int16($0) }
      }
    }
    return Array(channels.joined())
  }

  /// The same partition with numbers from 0, in the order in which they first occur.
  private static func numbered(_ values: [Int]) -> [Int16] {
    var numbers: [Int: Int16] = [:]
    return values.map { value in
      if let known = numbers[value] { return known }
      let number = Int16(numbers.count)
      numbers[value] = number
      return number
    }
  }

  // MARK: Numbers

  /// The numbers of a sample; NaN where there is no label.
  mutating func numbers(views: TaskonomyViews) throws(Failure) -> [Float] {
    var numbers = [Float](repeating: .nan, count: Self.numberCount)
    func put(_ values: [Float], at range: Range<Int>) {
      for (place, value) in zip(range, values) { numbers[place] = value }
    }
    if let logits = try content(.objects, { content throws(Failure) in try NumpyArray(content) }) {
      if logits.values.count == Self.objectProbabilities.count {
        put(Self.softmax(logits.values), at: Self.objectProbabilities)
      } else if !logits.values.isEmpty {
        problems.append(
          FileProblem(.shape, file(.objects), "\(logits.values.count) numbers"))
      }
    }
    if let shares = try content(.scene, { content throws(Failure) in try NumpyArray(content) }) {
      if shares.values.count == TaskonomyLayout.allScenes {
        put(Self.homes(shares.values), at: Self.sceneProbabilities)
      } else if !shares.values.isEmpty {
        problems.append(FileProblem(.shape, file(.scene), "\(shares.values.count) numbers"))
      }
    }
    guard let own = try ownCamera() else { return numbers }
    put(own.pose.vanishingPoint, at: SceneLayout.vanishingPoint)
    if let box = own.box {
      put(own.pose.layout(low: box.low, high: box.high), at: SceneLayout.roomLayout)
    }
    func pose(of view: String?) throws(Failure) -> [Float]? {
      guard let view else { return nil }
      var reader = TaskonomyReader(folder: folder, image: view)
      let other = try reader.ownCamera()
      problems += reader.problems
      return other.map { own.pose.pose(of: $0.pose) }
    }
    if let second = try pose(of: views.fixated) {
      put(second, at: SceneLayout.fixatedPose)
      if let third = try pose(of: views.third) { put(second + third, at: SceneLayout.egomotion) }
    }
    if let other = try pose(of: views.nonfixated) { put(other, at: SceneLayout.nonfixatedPose) }
    return numbers
  }

  private static func softmax(_ logits: [Float]) -> [Float] {
    let top = logits.max() ?? 0
    let weights = logits.map { tm_expf($0 - top) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// The shares of homes and workplaces, adding up to 1; none where they have none.
  private static func homes(_ shares: [Float]) -> [Float] {
    let kept = TaskonomyLayout.scenes.map { shares[$0] }
    let sum = kept.reduce(0, +)
    return sum > 0 ? kept.map { $0 / sum } : []
  }

  /// The points that can be seen from the image, in the order of the file.
  var pointsInView: [Int] {
    mutating get throws(Failure) { try ownCamera()?.pointsInView ?? [] }
  }

  private mutating func ownCamera() throws(Failure) -> TaskonomyCamera? {
    if hasReadCamera { return camera }
    camera = try content(.points) { content throws(Failure) in try TaskonomyCamera(content) }
    hasReadCamera = true
    return camera
  }
}
