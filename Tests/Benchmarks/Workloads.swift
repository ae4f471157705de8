internal import Architectures
internal import Kernels

/// The networks that are timed: those of the shipped recipes, and two larger ones to compare with.
enum Workloads {
  /// Name, network and loss of the recipes' networks.
  static var recipes: [(name: String, network: NetworkDescription, loss: Loss)] {
    let encoder = NetworkDescription.smallEncoder()
    return [
      (
        "map network, 3 channels",
        encoder.followed(by: .denseDecoder(channels: 3), name: "map"), .absolute
      ),
      (
        "map network, 18 classes at 16 x 16",
        encoder.followed(by: .denseDecoder(channels: 18, patch: 2), name: "classes"), .crossEntropy
      ),
      (
        "map network with the dilated encoder",
        NetworkDescription.dilatedEncoder().followed(
          by: .denseDecoder(channels: 3), name: "dilated"),
        .absolute
      ),
      (
        "map network with the fine encoder",
        NetworkDescription.fineEncoder().followed(
          by: .denseDecoder(
            representation: NetworkDescription.fineEncoder().output, channels: 3, patch: 2),
          name: "fine"), .absolute
      ),
      (
        "vector network, 9 numbers",
        encoder.followed(by: .vectorDecoder(outputs: 9), name: "vector"), .squared
      ),
      ("map readout, 1 source, 3 channels", .denseReadout(sources: 1, channels: 3), .absolute),
      ("map readout, 2 sources, 3 channels", .denseReadout(sources: 2, channels: 3), .absolute),
      (
        "class readout, 1 source, 18 classes", .denseReadout(sources: 1, channels: 18, patch: 2),
        .crossEntropy
      ),
      ("vector readout, 1 source", .vectorReadout(inputs: 512, outputs: 9), .squared),
    ]
  }

  /// The paper's encoder alone, and with its decoder of maps.
  static var paper: [(name: String, network: NetworkDescription, loss: Loss)] {
    let encoder = NetworkDescription.resnet50Encoder()
    return [
      ("ResNet-50 encoder", encoder, .squared),
      (
        "ResNet-50 with the decoder of maps",
        encoder.followed(by: .paperDecoder(channels: 3), name: "map"), .absolute
      ),
    ]
  }

  /// An encoder of 16 to 64 channels with two-layer residual units, and the decoder of `transfer`.
  static var autoencoder: NetworkDescription {
    var layers: [Layer] = []
    for width in [16, 32, 64] {
      layers += normalised(Convolution(kernel: 3, stride: 2, outputs: width))
      let source = layers.count - 1
      layers += normalised(Convolution(kernel: 3, outputs: width))
      layers += [
        .convolution(Convolution(kernel: 3, outputs: width)), .batchNorm(affine: true),
        .add(source), .relu,
      ]
    }
    layers.append(.convolution(Convolution(kernel: 3, outputs: 16, bias: .perChannel)))
    return NetworkDescription(
      name: "A", input: Shape(height: 64, width: 64, channels: 3), layers: layers + decoder)
  }

  /// Two convolutions on a representation of 16 channels, and a decoder to 64 x 64 x 3.
  static var transfer: NetworkDescription {
    NetworkDescription(
      name: "B", input: Shape(height: 8, width: 8, channels: 16),
      layers: [
        .convolution(Convolution(kernel: 3, outputs: 16, bias: .perChannel)), .relu,
        .convolution(Convolution(kernel: 3, outputs: 16, bias: .perChannel)),
      ] + decoder)
  }

  private static var decoder: [Layer] {
    [64, 32, 16].flatMap {
      normalised(Convolution(kernel: 3, outputs: $0, upsampled: true))
    } + [.convolution(Convolution(kernel: 3, outputs: 3, bias: .perChannel))]
  }

  private static func normalised(_ convolution: Convolution) -> [Layer] {
    [.convolution(convolution), .batchNorm(affine: true), .relu]
  }
}
