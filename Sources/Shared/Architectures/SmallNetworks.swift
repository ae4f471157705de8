extension NetworkDescription {
  /// The encoder of small rooms: `size` x `size` x 3 to an eighth of the side.
  ///
  /// Three strided 3 x 3 convolutions (width, 2 width, 4 width channels), a residual one after the
  /// second and after the third, then 1 x 1 to `representation` channels; batch normalisation
  /// everywhere, the last without scale and offset, so that every representation has unit variance.
  package static func smallEncoder(
    size: Int = 64, width: Int = 8, representation: Int = 8
  ) -> NetworkDescription {
    roomEncoder(
      size: size, stages: [(width, []), (2 * width, [1]), (4 * width, [1])],
      representation: representation)
  }

  /// The small encoder with four residual convolutions at the end, of dilation 1, 2, 3 and 1.
  ///
  /// A cell of the 8 x 8 grid sees the whole image of 64 pixels.
  package static func dilatedEncoder(
    size: Int = 64, width: Int = 8, representation: Int = 8
  ) -> NetworkDescription {
    roomEncoder(
      size: size, stages: [(width, []), (2 * width, [1]), (4 * width, [1, 2, 3, 1])],
      representation: representation)
  }

  /// An encoder to a quarter of the side: two strided convolutions (width and 3 width channels),
  /// and residual ones of dilation 1, 2 and 4.
  package static func fineEncoder(
    size: Int = 64, width: Int = 8, representation: Int = 8
  ) -> NetworkDescription {
    roomEncoder(
      size: size, stages: [(width, []), (3 * width, [1, 2, 4])], representation: representation)
  }

  /// Strided 3 x 3 convolutions, each with residual ones of the given dilations behind it.
  private static func roomEncoder(
    size: Int, stages: [(channels: Int, dilations: [Int])], representation: Int
  ) -> NetworkDescription {
    precondition(size % (1 << stages.count) == 0, "every stage halves the side")
    var layers: [Layer] = []
    for (channels, dilations) in stages {
      layers += normalised(Convolution(kernel: 3, stride: 2, outputs: channels))
      for dilation in dilations {
        let source = layers.count - 1
        layers += [
          .convolution(Convolution(kernel: 3, dilation: dilation, outputs: channels)),
          .batchNorm(affine: true), .add(source), .relu,
        ]
      }
    }
    layers += [
      .convolution(Convolution(kernel: 1, outputs: representation)), .batchNorm(affine: false),
    ]
    return NetworkDescription(
      name: "encoder", input: Shape(height: size, width: size, channels: 3), layers: layers)
  }

  /// The decoder of a map task: `representation` to a map `patch` times as wide.
  ///
  /// 3 x 3 to `hidden`, 3 x 3 `hidden`, upsampled unless `patch` is 1, then 1 x 1 to the map
  /// itself, or to a pixel shuffle of 2 when `patch` is 4.
  package static func denseDecoder(
    representation: Shape = Shape(height: 8, width: 8, channels: 8), channels: Int,
    hidden: Int = 32, patch: Int = 4
  ) -> NetworkDescription {
    precondition([1, 2, 4].contains(patch), "a cell becomes 1, 2 x 2 or 4 x 4 pixels")
    let shuffle = max(patch / 2, 1)
    var layers = normalised(Convolution(kernel: 3, outputs: hidden))
    layers += normalised(Convolution(kernel: 3, outputs: hidden, upsampled: patch > 1))
    layers.append(
      .convolution(
        Convolution(kernel: 1, outputs: shuffle * shuffle * channels, bias: .perChannel)))
    if shuffle > 1 { layers.append(.pixelShuffle(shuffle)) }
    return NetworkDescription(name: "decoder", input: representation, layers: layers)
  }

  /// The decoder of a task whose answer is a vector: two matrix products with dropout before them.
  ///
  /// With `views` above 1, as many consecutive representations are joined first (shared encoder).
  package static func vectorDecoder(
    representation: Shape = Shape(height: 8, width: 8, channels: 8), views: Int = 1,
    outputs: Int, hidden: Int = 128, dropout: Float = 0.3
  ) -> NetworkDescription {
    NetworkDescription(
      name: "decoder", input: representation,
      layers: [.joinViews(views)] + perceptron(outputs, hidden: hidden, dropout: dropout))
  }

  /// A readout for maps on frozen representations of `sources` encoders, joined channel by channel.
  ///
  /// A 3 x 3 convolution to `hidden` with a bias per position, then 1 x 1 to a `patch` x `patch`
  /// block of `channels` per cell.
  package static func denseReadout(
    sources: Int, representation: Shape = Shape(height: 8, width: 8, channels: 8), channels: Int,
    patch: Int = 4, hidden: Int = 48
  ) -> NetworkDescription {
    NetworkDescription(
      name: "readout",
      input: Shape(
        height: representation.height, width: representation.width,
        channels: representation.channels * sources),
      layers: [
        .convolution(Convolution(kernel: 3, outputs: hidden, bias: .perPosition)), .relu,
        .convolution(
          Convolution(kernel: 1, outputs: patch * patch * channels, bias: .perChannel)),
        .pixelShuffle(patch),
      ])
  }

  /// A readout for vectors on `inputs` numbers: the frozen representations of all views, joined.
  package static func vectorReadout(
    inputs: Int, outputs: Int, hidden: Int = 48, dropout: Float = 0.3
  ) -> NetworkDescription {
    NetworkDescription(
      name: "readout", input: Shape(vector: inputs),
      layers: perceptron(outputs, hidden: hidden, dropout: dropout))
  }

  private static func perceptron(_ outputs: Int, hidden: Int, dropout: Float) -> [Layer] {
    [
      .dropout(dropout), .linear(outputs: hidden, bias: true), .relu,
      .linear(outputs: outputs, bias: true),
    ]
  }

  static func normalised(_ convolution: Convolution) -> [Layer] {
    [.convolution(convolution), .batchNorm(affine: true), .relu]
  }
}
