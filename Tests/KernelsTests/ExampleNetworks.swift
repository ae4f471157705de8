import Architectures
import Kernels

/// Small networks that together use every layer, each with a loss that fits.
enum ExampleNetworks {
  static let encoder = NetworkDescription.smallEncoder(size: 16, width: 3, representation: 5)

  static let trainable: [(NetworkDescription, Loss)] = [
    (
      encoder.followed(
        by: .denseDecoder(representation: encoder.output, channels: 3, hidden: 7), name: "dense"),
      .absolute
    ),
    (
      encoder.followed(
        by: .denseDecoder(
          representation: encoder.output, channels: 6, hidden: 9, patch: 2), name: "affinity"),
      .binaryCrossEntropy
    ),
    (
      encoder.followed(
        by: .vectorDecoder(representation: encoder.output, views: 2, outputs: 6, hidden: 11),
        name: "pose"),
      .squared
    ),
    (
      .denseReadout(
        sources: 2, representation: Shape(height: 4, width: 3, channels: 5), channels: 3, patch: 2,
        hidden: 13),
      .crossEntropy
    ),
    (.vectorReadout(inputs: 40, outputs: 7, hidden: 9), .softCrossEntropy),
    (.vectorReadout(inputs: 21, outputs: 20, hidden: 18, dropout: 0.5), .crossEntropy),
    (
      NetworkDescription(
        name: "wide", input: Shape(height: 6, width: 5, channels: 2),
        layers: [
          .convolution(Convolution(kernel: 3, dilation: 2, outputs: 17, bias: .perChannel)),
          .relu,
          .convolution(Convolution(kernel: 3, outputs: 10, bias: .perChannel, upsampled: true)),
          .relu,
          .convolution(Convolution(kernel: 5, stride: 2, outputs: 4, bias: .perPosition)),
          .batchNorm(affine: true), .relu,
          .convolution(Convolution(kernel: 1, stride: 2, outputs: 33)), .batchNorm(affine: false),
          .convolution(Convolution(kernel: 3, outputs: 49, bias: .perChannel)),
        ]),
      .squared
    ),
    (
      NetworkDescription(
        name: "narrow", input: Shape(height: 5, width: 7, channels: 16),
        layers: [
          .convolution(Convolution(kernel: 3, outputs: 16, bias: .perChannel)), .relu,
          .convolution(Convolution(kernel: 1, outputs: 16)), .batchNorm(affine: true), .add(1),
          .relu,
          .convolution(Convolution(kernel: 3, stride: 2, outputs: 3)), .batchNorm(affine: true),
          .relu,
          .convolution(Convolution(kernel: 3, outputs: 48, bias: .perChannel, upsampled: true)),
          .convolution(Convolution(kernel: 3, outputs: 2, bias: .perPosition)),
        ]),
      .binaryCrossEntropy
    ),
  ]

  /// Every loss, with class weights that fit `network`.
  static func losses(of network: NetworkDescription) -> [Loss] {
    let weights = (0..<network.output.channels).map { 0.5 + Float($0 % 5) }
    return [
      .absolute, .squared, .binaryCrossEntropy, .crossEntropy, .softCrossEntropy,
      .weightedCrossEntropy(weights),
    ]
  }

  static let branched = NetworkDescription(
    name: "branched", input: Shape(height: 6, width: 6, channels: 2),
    layers: [
      .maxPool(kernel: 3, stride: 2),
      .convolution(Convolution(kernel: 3, outputs: 4)), .batchNorm(affine: true), .relu,
      .from(0), .convolution(Convolution(kernel: 1, outputs: 4)), .add(3), .relu,
      .linear(outputs: 3, bias: true),
    ])
}
