extension NetworkDescription {
  /// The paper's encoder: ResNet-50 without its last strides and its classifier.
  ///
  /// 256 x 256 x 3 to 16 x 16 x 8; stages 1 and 2 end with a unit of stride 2, whose shortcut is
  /// subsampled (TF-Slim's convention); a 3 x 3 convolution compresses 2048 channels to 8.
  package static func resnet50Encoder(size: Int = 256) -> NetworkDescription {
    var layers = normalised(Convolution(kernel: 7, stride: 2, outputs: 64))
    layers.append(.maxPool(kernel: 3, stride: 2))
    let stages = [(64, 3, 2), (128, 4, 2), (256, 6, 1), (512, 3, 1)]
    for (width, units, stride) in stages {
      for unit in 0..<units {
        appendBottleneck(
          to: &layers, width: width, stride: unit == units - 1 ? stride : 1, projects: unit == 0)
      }
    }
    layers += normalised(Convolution(kernel: 3, outputs: 8))
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
  /// A transposed convolution of stride 2 counts as an upsampled 3 x 3 convolution, which has the
  /// same parameters; the leaky slope and the final tanh have none.
  package static func paperDecoder(channels: Int) -> NetworkDescription {
    var layers: [Layer] = []
    for width in [1024, 1024, 512, 256, 256, 128] {
      layers += normalised(Convolution(kernel: 3, outputs: width))
    }
    for (upsampled, plain) in [(64, 64), (32, 32), (16, 32)] {
      layers += normalised(Convolution(kernel: 3, outputs: upsampled, upsampled: true))
      layers += normalised(Convolution(kernel: 3, outputs: plain))
    }
    layers += normalised(Convolution(kernel: 3, outputs: 16, upsampled: true))
    layers.append(
      .convolution(Convolution(kernel: 3, outputs: channels, bias: .perChannel)))
    return NetworkDescription(
      name: "decoder", input: Shape(height: 16, width: 16, channels: 8), layers: layers)
  }
}
