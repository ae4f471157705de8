internal import Architectures

/// Batch normalisation by its definition (Ioffe and Szegedy, 2015); momentum 0.1, epsilon 1e-5.
struct ReferenceNormalization<Scalar: BinaryFloatingPoint> {
  let mean: [Scalar]
  let variance: [Scalar]

  /// Mean and biased variance per channel of `input`.
  init(measuring input: ReferenceMap<Scalar>) {
    let channels = input.shape.channels
    let count = Scalar(input.values.count / channels)
    var mean = [Scalar](repeating: 0, count: channels)
    for place in input.values.indices { mean[place % channels] += input.values[place] / count }
    var variance = [Scalar](repeating: 0, count: channels)
    for place in input.values.indices {
      let distance = input.values[place] - mean[place % channels]
      variance[place % channels] += distance * distance / count
    }
    self.init(mean: mean, variance: variance)
  }

  /// Given statistics, as in inference.
  init(mean: [Scalar], variance: [Scalar]) {
    self.mean = mean
    self.variance = variance
  }

  /// (input - mean) / sqrt(variance + epsilon) * scale + offset.
  func forward(
    _ input: ReferenceMap<Scalar>, scale: [Scalar], offset: [Scalar]
  ) -> ReferenceMap<Scalar> {
    var output = normalised(input)
    let channels = input.shape.channels
    for place in output.values.indices {
      let channel = place % channels
      output.values[place] = output.values[place] * scale[channel] + offset[channel]
    }
    return output
  }

  /// The gradients of input, scale and offset where the statistics were measured on `input`.
  func backward(
    _ input: ReferenceMap<Scalar>, scale: [Scalar], gradient: ReferenceMap<Scalar>
  ) -> (input: ReferenceMap<Scalar>, scale: [Scalar], offset: [Scalar]) {
    let channels = input.shape.channels
    let count = Scalar(input.values.count / channels)
    let unit = normalised(input)
    var scaleGradient = [Scalar](repeating: 0, count: channels)
    var offsetGradient = [Scalar](repeating: 0, count: channels)
    for place in gradient.values.indices {
      offsetGradient[place % channels] += gradient.values[place]
      scaleGradient[place % channels] += gradient.values[place] * unit.values[place]
    }
    var result = gradient
    for place in result.values.indices {
      let channel = place % channels
      let centred =
        gradient.values[place] - offsetGradient[channel] / count
        - unit.values[place] * scaleGradient[channel] / count
      result.values[place] = scale[channel] * inverse(channel) * centred
    }
    return (result, scaleGradient, offsetGradient)
  }

  private func normalised(_ input: ReferenceMap<Scalar>) -> ReferenceMap<Scalar> {
    var output = input
    let channels = input.shape.channels
    for place in output.values.indices {
      let channel = place % channels
      output.values[place] = (input.values[place] - mean[channel]) * inverse(channel)
    }
    return output
  }

  private func inverse(_ channel: Int) -> Scalar {
    1 / (variance[channel] + Scalar(0.00001)).squareRoot()
  }
}
