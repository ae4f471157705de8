extension NetworkDescription {
  /// The encoder of small rooms: `size` x `size` x 3 to an eighth of the side.
  ///
  /// Three strided 3 x 3 convolutions (width, 2 width, 4 width channels), a residual one after the
  /// second and after the third, then 1 x 1 to `representation` channels; batch normalisation
  /// everywhere, the last without scale and offset, so that every representation has unit variance.
  package static func smallEncoder(
    size: Int = 64, width: Int = 8, representation: Int = 8
  ) -> NetworkDescription {
    precondition(size % 8 == 0, "the side is a multiple of 8")
    var layers = normalised(Convolution(kernel: 3, stride: 2, outputs: width))
    for channels in [2 * width, 4 * width] {
      layers += normalised(Convolution(kernel: 3, stride: 2, outputs: channels))
      let source = layers.count - 1
      layers += [
        .convolution(Convolution(kernel: 3, outputs: channels)), .batchNorm(affine: true),
        .add(source), .relu,
      ]
    }
    layers += [
      .convolution(Convolution(kernel: 1, outputs: representation)), .batchNorm(affine: false),
    ]
    return NetworkDescription(
      name: "encoder", input: Shape(height: size, width: size, channels: 3), layers: layers)
  }

  /// The decoder of a map task: `representation` to a map `2 patch` as wide (up to 32 x 32 x C).
  ///
  /// 3 x 3 to `hidden`, upsampling, 3 x 3 `hidden`, then 1 x 1 to a pixel shuffle of 2 when `patch`
  /// is 4, or to the map itself, at twice the representation's size, when `patch` is 2.
  package static func denseDecoder(
    representation: Shape = Shape(height: 8, width: 8, channels: 8), channels: Int,
    hidden: Int = 32, patch: Int = 4
  ) -> NetworkDescription {
    precondition(patch == 2 || patch == 4, "a cell becomes 2 x 2 or 4 x 4 pixels")
    let shuffle = patch / 2
    var layers = normalised(Convolution(kernel: 3, outputs: hidden))
    layers += normalised(Convolution(kernel: 3, outputs: hidden, upsampled: true))
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
