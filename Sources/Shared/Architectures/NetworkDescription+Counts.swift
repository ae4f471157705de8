extension NetworkDescription {
  /// The number of trained values.
  package var parameterCount: Int {
    parameters.filter(\.isTrained).reduce(0) { $0 + $1.count }
  }

  /// Multiply-adds of the convolutions and matrix products for one sample.
  ///
  /// With `subpixel`, an upsampled 3 x 3 convolution costs four 2 x 2 ones on the small map
  /// (16 instead of 36 taps per input pixel).
  package func multiplyAdds(subpixel: Bool = false) -> Int {
    var images = views
    var total = 0
    for (index, layer) in layers.enumerated() {
      switch layer {
      case .convolution(let convolution):
        let shape = shapes[index]
        let even = (convolution.kernel + 1) / 2
        let taps =
          subpixel && convolution.upsampled ? even * even : convolution.kernel * convolution.kernel
        total += images * shape.count * taps * input(of: index).channels
      case .linear(let outputs, _):
        total += images * input(of: index).count * outputs
      case .joinViews(let count):
        images /= count
      case .batchNorm, .relu, .add, .from, .pixelShuffle, .dropout, .maxPool:
        break
      }
    }
    return total
  }

  /// Bytes of the outputs of all layers for `batch` samples as 32-bit numbers.
  ///
  /// An upper bound of what training keeps, before a backend fuses anything.
  package func activationBytes(batch: Int) -> Int {
    var images = batch * views
    var total = images * input.count
    for (index, layer) in layers.enumerated() {
      if case .joinViews(let count) = layer { images /= count }
      total += images * shapes[index].count
    }
    return total * 4
  }

  /// Bytes that training holds in all: activations and their gradients, and for each
  /// parameter its value, its gradient and two moments.
  package func trainingBytes(batch: Int) -> Int {
    2 * activationBytes(batch: batch) + 16 * parameterCount
  }
}
