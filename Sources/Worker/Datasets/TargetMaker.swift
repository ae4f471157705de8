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
    guard let source = TargetSource(task: task.name) else {
      throw Failure(.data, "rendered rooms have no labels for \(task.name); leave it out")
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

  /// Pixels per side of the target; 1 for a vector or a class.
  package var side: Int {
    task.target.patch.map { $0 * images.reference.size / 8 } ?? 1
  }

  /// Numbers or labels per image.
  package var count: Int {
    usesLabels ? side * side : side * side * task.target.channels
  }

  /// Writes the raw numbers of image `index` to `output`.
  package func write(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    precondition(!usesLabels, "\(task.name) has labels")
    switch source {
    case .image: writeImage(index, to: output)
    case .colours: writeColours(index, to: output)
    case .maps(let channels): writeMaps(index, channels, to: output)
    case .pairs(let channel): writePairs(index, channel, to: output)
    case .objects: writeObjects(index, to: output)
    case .numbers(let range):
      for (place, value) in images.numbers(index)[range].enumerated() { output[place] = value }
    case .matching:
      output[0] = SampleViews.isMatch(images.globalIndex(index)) ? 1 : 0
    case .semantic, .roomType, .tileOrder: preconditionFailure("these are labels")
    }
  }

  /// Writes the labels of image `index` to `output`.
  package func writeLabels(_ index: Int, to output: UnsafeMutablePointer<Int32>) {
    switch source {
    case .semantic:
      let segments = images.segments(index)
      let step = SceneLayout.labelSize / side
      for place in 0..<count {
        let pixel = place / side * step * SceneLayout.labelSize + place % side * step
        output[place] = Int32(
          segments[pixel * SceneLayout.segmentChannels + SceneLayout.semantic])
      }
    case .roomType: output[0] = Int32(images.numbers(index)[SceneLayout.roomType.lowerBound])
    case .tileOrder:
      output[0] = Int32(
        JigsawOrders.order(seed: images.reference.seed, sample: images.globalIndex(index)))
    case .image, .colours, .maps, .pairs, .objects, .numbers, .matching:
      preconditionFailure("\(task.name) has numbers")
    }
  }

  /// The image at the map's resolution: means of blocks of pixels, in [-1, 1].
  private func writeImage(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let pixels = images.image(index)
    let size = images.reference.size
    let block = size / side
    let scale = 1 / (127.5 * Float(block * block))
    for row in 0..<side {
      for column in 0..<side {
        for channel in 0..<3 {
          var sum = 0
          for y in row * block..<(row + 1) * block {
            for x in column * block..<(column + 1) * block {
              sum += Int(pixels[(y * size + x) * 3 + channel])
            }
          }
          output[(row * side + column) * 3 + channel] = Float(sum) * scale - 1
        }
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
    let maps = images.maps(index)
    let width = channels.count
    for channel in 0..<width {
      var from = channels.lowerBound + channel
      for pixel in 0..<side * side {
        output[pixel * width + channel] = maps[from]
        from += SceneLayout.mapChannels
      }
    }
  }

  /// For each pair of `TaskDictionary.segmentPairs` whether both pixels are in the same segment; at
  /// the border the map continues at its other side.
  private func writePairs(_ index: Int, _ channel: Int, to output: UnsafeMutablePointer<Float>) {
    let side = side
    let all = images.segments(index)
    let width = TaskDictionary.segmentPairs.count
    withUnsafeTemporaryAllocation(of: Int16.self, capacity: side * side) { segments in
      for pixel in 0..<side * side {
        segments[pixel] = all[pixel * SceneLayout.segmentChannels + channel]
      }
      for (place, pair) in TaskDictionary.segmentPairs.enumerated() {
        for row in 0..<side {
          let own = row * side
          let other = (row + pair.0) % side * side
          var partner = (pair.1 + side) % side
          for column in 0..<side {
            let isSame = segments[own + column] == segments[other + partner]
            output[(own + column) * width + place] = isSame ? 1 : 0
            partner = partner + 1 == side ? 0 : partner + 1
          }
        }
      }
    }
  }

  /// Shares of the classes of objects, flattened so that small ones count, with a constant for
  /// "nothing in particular".
  private func writeObjects(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let areas = images.numbers(index)[SceneLayout.objectAreas].dropFirst(Self.shellClasses)
    let weights = (areas + [Self.nothing]).map { tm_powf($0, Self.flattening) }
    let sum = weights.reduce(0, +)
    for (place, weight) in weights.enumerated() { output[place] = weight / sum }
  }
}
