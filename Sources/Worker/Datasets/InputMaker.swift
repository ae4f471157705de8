package import TaskSpace

/// Makes what networks see of images: [view][row][column][channel] in [-1, 1].
package struct InputMaker: Sendable {
  /// The deviation of the noise, for images in [-1, 1], to which the sum is cut: the paper's variance
  /// of 0.01 for images in [0, 1].
  package static let noise: Float = 0.2
  private static let values: [Float] = (0..<256).map { Float($0) / 127.5 - 1 }

  private let views: SampleViews
  private let images: SplitImages
  private let noiseStream: NamedStream

  /// Makes inputs of one image, as `variant` from `images`.
  package init(_ variant: InputVariant, of images: SplitImages) {
    self.init(SampleViews(variant), of: images)
  }

  /// Makes inputs of `task` from `images`.
  package init(_ task: TaskDefinition, of images: SplitImages) {
    self.init(SampleViews(task), of: images)
  }

  private init(_ views: SampleViews, of images: SplitImages) {
    self.views = views
    self.images = images
    noiseStream = NamedStream("noise", String(images.reference.seed))
  }

  /// Numbers per sample.
  package var count: Int { views.count * imageCount }
  /// Images per sample.
  package var viewCount: Int { views.count }
  /// Numbers per image.
  package var imageCount: Int { size * size * 3 }

  private var size: Int { images.reference.size }

  /// Writes the input of sample `index` to `output`; the same bytes every time.
  package func write(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let places = views.places(of: images.globalIndex(index))
    for (view, place) in places.enumerated() {
      write(index, as: views.encodings[place], to: output + view * imageCount)
    }
  }

  private func write(
    _ index: Int, as variant: InputVariant, to output: UnsafeMutablePointer<Float>
  ) {
    let pixels = images.image(index, view: variant.view)
    Self.values.withUnsafeBufferPointer { values in
      for place in 0..<imageCount { output[place] = values[Int(pixels[place])] }
    }
    switch variant {
    case .clean, .viewB, .viewC, .viewD: break
    case .noisy: addNoise(to: output, of: images.globalIndex(index))
    case .masked: maskCentre(of: output)
    case .grey: removeColours(of: output)
    case .tiles:
      let order = JigsawOrders.order(
        seed: images.reference.seed, sample: images.globalIndex(index))
      scatterTiles(of: output, order: JigsawOrders.orders[order])
    }
  }

  private func addNoise(to output: UnsafeMutablePointer<Float>, of sample: Int) {
    let stream = noiseStream.sample(sample)
    GaussianTable.quantiles.withUnsafeBufferPointer { quantiles in
      for group in 0..<imageCount / 4 {
        var bits = stream.bits(group)
        for place in 4 * group..<4 * group + 4 {
          let sum = output[place] + Self.noise * quantiles[Int(bits & 0xFFFF)]
          output[place] = min(max(sum, -1), 1)
          bits >>= 16
        }
      }
    }
  }

  private func maskCentre(of output: UnsafeMutablePointer<Float>) {
    for row in size / 4..<3 * size / 4 {
      let start = output + (row * size + size / 4) * 3
      start.update(repeating: 0, count: size / 2 * 3)
    }
  }

  private func removeColours(of output: UnsafeMutablePointer<Float>) {
    for pixel in 0..<size * size {
      let colour = output + 3 * pixel
      let luma = Self.luma(colour[0], colour[1], colour[2])
      colour.update(repeating: luma, count: 3)
    }
  }

  /// The brightness of a colour (ITU-R BT.601, two digits).
  static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    0.3 * red + 0.59 * green + 0.11 * blue
  }

  /// Nine tiles with gaps between them, so that lines do not simply continue across borders.
  private func scatterTiles(of output: UnsafeMutablePointer<Float>, order: [Int]) {
    let source = UnsafeMutablePointer<Float>.allocate(capacity: imageCount)
    defer { source.deallocate() }
    source.initialize(from: output, count: imageCount)
    output.update(repeating: 0, count: imageCount)
    let side = 20 * size / 64
    let step = 22 * size / 64
    for (place, tile) in order.enumerated() {
      for row in 0..<side {
        let from = ((tile / 3 * step + row) * size + tile % 3 * step) * 3
        let to = ((place / 3 * step + row) * size + place % 3 * step) * 3
        (output + to).update(from: source + from, count: side * 3)
      }
    }
  }
}
