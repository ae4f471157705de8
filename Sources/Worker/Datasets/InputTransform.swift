package import TaskSpace

/// What is done to an image, [row][column][channel] in [-1, 1], before a network sees it.
package struct InputTransform: Sendable {
  private let variant: InputVariant
  private let size: Int
  private let seed: Int
  private let noiseStream: NamedStream

  /// Makes images of `size` pixels per side into `variant`; noise and orders come from the data's
  /// `seed` and the sample.
  package init(_ variant: InputVariant, size: Int, seed: Int) {
    self.variant = variant
    self.size = size
    self.seed = seed
    noiseStream = NamedStream("noise", String(seed))
  }

  /// Changes the image of sample `sample` at `output` in place; the same bytes every time.
  package func apply(to output: UnsafeMutablePointer<Float>, sample: Int) {
    switch variant {
    case .clean, .viewB, .viewC, .viewD: break
    case .noisy: addNoise(to: output, of: sample)
    case .masked: maskCentre(of: output)
    case .grey: removeColours(of: output)
    case .tiles:
      let order = JigsawOrders.order(seed: seed, sample: sample)
      scatterTiles(of: output, order: JigsawOrders.orders[order])
    }
  }

  /// Numbers per image.
  private var count: Int { size * size * 3 }

  private func addNoise(to output: UnsafeMutablePointer<Float>, of sample: Int) {
    let stream = noiseStream.sample(sample)
    GaussianTable.quantiles.withUnsafeBufferPointer { quantiles in
      for group in 0..<count / 4 {
        var bits = stream.bits(group)
        for place in 4 * group..<4 * group + 4 {
          let sum = output[place] + InputMaker.noise * quantiles[Int(bits & 0xFFFF)]
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
      let luma = InputMaker.luma(colour[0], colour[1], colour[2])
      colour.update(repeating: luma, count: 3)
    }
  }

  /// Nine tiles with gaps between them, so that lines do not simply continue across borders.
  private func scatterTiles(of output: UnsafeMutablePointer<Float>, order: [Int]) {
    let source = UnsafeMutablePointer<Float>.allocate(capacity: count)
    defer { source.deallocate() }
    source.initialize(from: output, count: count)
    output.update(repeating: 0, count: count)
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
