internal import CMath
package import Documents
internal import Scenes
package import TaskSpace

/// Makes what networks have to predict, in the layout that kernels take: [row][column][channel]
/// numbers, or one label per position.
///
/// Numbers are raw: logarithms of metres, 0...1, and so on; see `Standardization`.
package struct TargetMaker: Sendable {
  /// The first semantic classes are the room itself: wall, floor and ceiling.
  package static let shellClasses = 3
  /// The area that counts for "nothing in particular".
  private static let nothing: Float = 0.01
  /// The exponent that raises small areas among large ones.
  private static let flattening: Float = 0.7

  /// The task.
  package let task: TaskDefinition
  private let images: SplitImages
  private let source: TargetSource

  /// Makes targets of `task` from `images`.
  ///
  /// - Throws: `Failure` (data) where the images have no such target.
  package init(_ task: TaskDefinition, of images: SplitImages) throws(Failure) {
    guard let source = TargetSource(task: task.name, in: images.reference) else {
      throw Failure(.data, "these images have no labels for \(task.name); leave it out")
    }
    self.task = task
    self.images = images
    self.source = source
  }

  /// Whether targets are labels (Int32) instead of numbers (Float).
  package var usesLabels: Bool {
    switch task.target {
    case .labels, .classes: true
    case .map, .vector, .distribution: false
    }
  }

  /// Pixels per side of an image.
  package var imageSize: Int { images.reference.size }

  /// Pixels per side of the target; 1 for a vector or a class.
  package var side: Int {
    images.reference.side(of: task.target)
  }

  /// Numbers or labels per image.
  package var count: Int {
    usesLabels ? side * side : side * side * task.target.channels
  }

  /// The images that have a label: all rooms; of files those that could be read and have the task's
  /// label, be it for one pixel.
  package var labelled: [Int] { labelled(0..<images.count) }

  /// The samples of each image that have a label, without images that have none.
  ///
  /// Samples are numbered by their images: first those of turn 0, which are the images, then those
  /// of the next turn.
  var labelledSamples: [[Int]] {
    (0..<images.count)
      .map { image in labelled((0..<task.turns).map { image + $0 * images.count }) }
      .filter { !$0.isEmpty }
  }

  private func labelled(_ all: some Sequence<Int>) -> [Int] {
    if images.reference.kind == .scenes, images.reference.own == nil { return Array(all) }
    return all.filter { images.isReadable($0 % images.count) && hasLabel($0) }
  }

  private func hasLabel(_ sample: Int) -> Bool {
    if task.isOfPixels, images.reference.kind == .images { return true }
    if usesLabels {
      return withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { labels in
        guard let start = labels.baseAddress else { return false }
        writeLabels(sample, to: start)
        return labels.contains { $0 >= 0 }
      }
    }
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { values in
      guard let start = values.baseAddress else { return false }
      write(sample, to: start)
      return values.contains { !$0.isNaN }
    }
  }

  /// Writes the raw numbers of a sample to `output`.
  package func write(_ sample: Int, to output: UnsafeMutablePointer<Float>) {
    precondition(!usesLabels, "\(task.name) has labels")
    let (turn, index) = sample.quotientAndRemainder(dividingBy: images.count)
    switch source {
    case .image: writeImage(index, to: output)
    case .colours: writeColours(index, to: output)
    case .maps(let channels): writeMaps(index, channels, to: output)
    case .pairs(let channel): writePairs(index, channel, to: output)
    case .objects: writeObjects(index, to: output)
    case .numbers(let range):
      for (place, value) in images.numbers(index)[range].enumerated() { output[place] = value }
    case .own:
      guard let own = images.own else { preconditionFailure("the labels were opened") }
      for (place, value) in own.numbers(index).enumerated() { output[place] = value }
    case .matching: output[0] = isMatch(index, turn: turn)
    case .semantic, .roomType, .tileOrder: preconditionFailure("these are labels")
    }
  }

  /// Writes the labels of image `index` to `output`.
  package func writeLabels(_ index: Int, to output: UnsafeMutablePointer<Int32>) {
    switch source {
    case .semantic:
      let segments = images.segments(index)
      let width = images.reference.mapSide
      let step = width / side
      // Files have the classes of the task already, rooms all kinds of things.
      let isRendered = images.reference.kind == .scenes
      for place in 0..<count {
        let pixel = place / side * step * width + place % side * step
        let label = Int(segments[SceneLayout.semantic * width * width + pixel])
        output[place] = Int32(isRendered ? SceneLayout.movableClass(of: label) : label)
      }
    case .roomType: output[0] = Int32(images.numbers(index)[SceneLayout.roomType.lowerBound])
    case .tileOrder:
      output[0] = Int32(
        JigsawOrders.order(seed: images.reference.seed, sample: images.globalIndex(index)))
    case .own:
      guard let own = images.own else { preconditionFailure("the labels were opened") }
      for (place, label) in own.labels(index).enumerated() { output[place] = label }
    case .image, .colours, .maps, .pairs, .objects, .numbers, .matching:
      preconditionFailure("\(task.name) has numbers")
    }
  }

  /// The image at the map's resolution: means of blocks of pixels, in [-1, 1].
  private func writeImage(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let size = images.reference.size
    let block = size / side
    let line = 3 * size
    let scale = 1 / (127.5 * Float(block * block))
    guard let pixels = images.image(index).baseAddress else { return }
    for row in 0..<side {
      for number in 0..<3 * side {
        var sum: Int32 = 0
        for y in 0..<block {
          let from = pixels + (row * block + y) * line + number / 3 * 3 * block + number % 3
          for x in 0..<block { sum += Int32(from[3 * x]) }
        }
        output[row * 3 * side + number] = Float(sum) * scale - 1
      }
    }
  }

  /// Red and blue minus brightness, on a scale where white is 1.
  private func writeColours(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: side * side * 3) { image in
      guard let start = image.baseAddress else { return }
      writeImage(index, to: start)
      for pixel in 0..<side * side {
        let red = start[3 * pixel]
        let blue = start[3 * pixel + 2]
        let luma = InputMaker.luma(red, start[3 * pixel + 1], blue)
        output[2 * pixel] = (red - luma) / 2
        output[2 * pixel + 1] = (blue - luma) / 2
      }
    }
  }

  private func writeMaps(
    _ index: Int, _ channels: Range<Int>, to output: UnsafeMutablePointer<Float>
  ) {
    let cells = side * side
    let planes = images.maps(index)[channels.lowerBound * cells..<channels.upperBound * cells]
    guard let plane = UnsafeBufferPointer(rebasing: planes).baseAddress else { return }
    let width = channels.count
    if width == 1 {
      output.update(from: plane, count: cells)
      return
    }
    for channel in 0..<width {
      for cell in 0..<cells { output[cell * width + channel] = plane[channel * cells + cell] }
    }
  }

  /// For each pair of `TaskDictionary.segmentPairs` whether both pixels are in the same segment; not
  /// a number where one of them is outside the map, or in no segment.
  private func writePairs(_ index: Int, _ channel: Int, to output: UnsafeMutablePointer<Float>) {
    let side = side
    let cells = side * side
    let plane = images.segments(index)[channel * cells..<(channel + 1) * cells]
    guard let segments = UnsafeBufferPointer(rebasing: plane).baseAddress else { return }
    let width = TaskDictionary.segmentPairs.count
    for (place, pair) in TaskDictionary.segmentPairs(side: side).enumerated() {
      for row in 0..<side {
        let other = row + pair.0
        for column in 0..<side {
          let partner = column + pair.1
          let isInside = other >= 0 && other < side && partner >= 0 && partner < side
          let first = segments[row * side + column]
          let second = isInside ? segments[other * side + partner] : -1
          output[(row * side + column) * width + place] =
            first < 0 || second < 0 ? .nan : first == second ? 1 : 0
        }
      }
    }
  }

  /// Whether the two images of a sample show one point, 1 or 0; NaN where the second is missing.
  private func isMatch(_ index: Int, turn: Int) -> Float {
    let isMatch = SampleViews.isMatch(images.globalIndex(index), turn: turn)
    let pose = isMatch ? SceneLayout.fixatedPose : SceneLayout.nonfixatedPose
    return images.numbers(index)[pose.lowerBound].isNaN ? .nan : isMatch ? 1 : 0
  }

  /// The shares that follow from the areas of all semantic classes.
  static func objectShares(_ areas: some Sequence<Float>) -> [Float] {
    let weights = (areas.dropFirst(shellClasses) + [nothing]).map { tm_powf($0, flattening) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Shares of the classes of objects, flattened so that small ones count, with a constant for
  /// "nothing in particular".
  private func writeObjects(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let shares = Self.objectShares(images.numbers(index)[SceneLayout.objectAreas])
    for (place, share) in shares.enumerated() { output[place] = share }
  }
}
