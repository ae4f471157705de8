extension NetworkDescription {
  /// A stage of a residual encoder: bottlenecks of one width, the last one with the stride.
  package struct BottleneckStage: Sendable {
    /// Channels inside the bottlenecks; outside there are four times as many.
    package let width: Int
    /// The number of bottlenecks.
    package let units: Int
    /// The stride of the last one.
    package let stride: Int

    /// Makes a stage.
    package init(width: Int, units: Int, stride: Int = 1) {
      self.width = width
      self.units = units
      self.stride = stride
    }
  }

  /// The paper's encoder: ResNet-50 without its last strides and its classifier.
  ///
  /// 256 x 256 x 3 to 16 x 16 x 8; stages 1 and 2 end with a unit of stride 2, whose shortcut is
  /// subsampled (TF-Slim's convention); a 3 x 3 convolution compresses 2048 channels to 8. The
  /// paper's width is 64; other ones scale all layers.
  package static func resnet50Encoder(
    size: Int = 256, width: Int = 64, representation: Int = 8
  ) -> NetworkDescription {
    residualEncoder(
      size: size, stem: width,
      stages: [
        BottleneckStage(width: width, units: 3, stride: 2),
        BottleneckStage(width: 2 * width, units: 4, stride: 2),
        BottleneckStage(width: 4 * width, units: 6),
        BottleneckStage(width: 8 * width, units: 3),
      ],
      representation: representation)
  }

  /// An encoder of that form: 7 x 7 of stride 2 to `stem` channels, 3 x 3 maximum of stride 2,
  /// `stages`, and 3 x 3 to `representation` channels, a sixteenth as wide as the image where two
  /// stages have stride 2.
  package static func residualEncoder(
    size: Int, stem: Int, stages: [BottleneckStage], representation: Int
  ) -> NetworkDescription {
    var layers = normalised(Convolution(kernel: 7, stride: 2, outputs: stem))
    layers.append(.maxPool(kernel: 3, stride: 2))
    for stage in stages {
      for unit in 0..<stage.units {
        appendBottleneck(
          to: &layers, width: stage.width, stride: unit == stage.units - 1 ? stage.stride : 1,
          projects: unit == 0)
      }
    }
    layers += normalised(Convolution(kernel: 3, outputs: representation))
    return NetworkDescription(
      name: "encoder", input: Shape(height: size, width: size, channels: 3), layers: layers)
  }

  private static func appendBottleneck(
    to layers: inout [Layer], width: Int, stride: Int, projects: Bool
  ) {
    let source = layers.count - 1
    layers += normalised(Convolution(kernel: 1, outputs: width))
    layers += normalised(Convolution(kernel: 3, stride: stride, outputs: width))
    layers += [
      .convolution(Convolution(kernel: 1, outputs: 4 * width)), .batchNorm(affine: true),
    ]
    let main = layers.count - 1
    if projects || stride > 1 {
      layers.append(.from(source))
      if projects {
        layers += [
          .convolution(Convolution(kernel: 1, stride: stride, outputs: 4 * width)),
          .batchNorm(affine: true),
        ]
      } else {
        layers.append(.maxPool(kernel: 1, stride: stride))
      }
      layers += [.add(main), .relu]
    } else {
      layers += [.add(source), .relu]
    }
  }

  /// The paper's fifteen-layer decoder from 16 x 16 x 8 to 256 x 256 x `channels`.
  ///
  /// With fewer than four `doublings` the last upsamplings are left out; `width` is 64 in the
  /// paper, and scales all layers.
  package static func paperDecoder(
    from representation: Shape = Shape(height: 16, width: 16, channels: 8), width: Int = 64,
    doublings: Int = 4, channels: Int
  ) -> NetworkDescription {
    precondition(doublings <= 4, "the paper's decoder doubles the side four times")
    let upsampled: [(up: Int, plain: Int?)] = [
      (width, width), (width / 2, width / 2), (width / 4, width / 2), (width / 4, nil),
    ]
    return upsamplingDecoder(
      from: representation, constant: [16, 16, 8, 4, 4, 2].map { $0 * width },
      upsampled: Array(upsampled.prefix(doublings)), channels: channels)
  }

  /// A decoder of that form: 3 x 3 convolutions to `constant` channels on the grid, then pairs of
  /// an upsampled and a plain one, and one to `channels` of a map 2^pairs times as wide.
  ///
  /// A transposed convolution of stride 2 counts as an upsampled 3 x 3 convolution, which has the
  /// same parameters; rectifiers have no leaky slope, and the output no tanh.
  package static func upsamplingDecoder(
    from representation: Shape, constant: [Int], upsampled: [(up: Int, plain: Int?)], channels: Int
  ) -> NetworkDescription {
    var layers = constant.flatMap { normalised(Convolution(kernel: 3, outputs: $0)) }
    for (up, plain) in upsampled {
      layers += normalised(Convolution(kernel: 3, outputs: up, upsampled: true))
      if let plain { layers += normalised(Convolution(kernel: 3, outputs: plain)) }
    }
    layers.append(
      .convolution(Convolution(kernel: 3, outputs: channels, bias: .perChannel)))
    return NetworkDescription(name: "decoder", input: representation, layers: layers)
  }

  /// The paper's head of a task whose answer is a vector: hidden layers of `hidden` units, batch
  /// normalised and with dropout, on the joined representations of `views` images.
  package static func paperHead(
    from representation: Shape, views: Int = 1, outputs: Int, hidden: [Int] = [2048],
    dropout: Float = 0.5
  ) -> NetworkDescription {
    var layers: [Layer] = [.joinViews(views)]
    for width in hidden {
      layers += [
        .linear(outputs: width, bias: false), .batchNorm(affine: true), .relu, .dropout(dropout),
      ]
    }
    layers.append(.linear(outputs: outputs, bias: true))
    return NetworkDescription(name: "decoder", input: representation, layers: layers)
  }
}
