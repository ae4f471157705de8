import Architectures
import Kernels

/// Small networks that together use every layer, each with a loss that fits.
enum ExampleNetworks {
  static let encoder = NetworkDescription.smallEncoder(size: 16, width: 3, representation: 5)

  static let trainable = chains + branching + tiled

  static let branching: [(NetworkDescription, Loss)] = [
    (branched, .squared),
    (
      residual.followed(
        by: .upsamplingDecoder(
          from: residual.output, constant: [11, 8], upsampled: [(6, 5), (4, 3)], channels: 2),
        name: "residual"), .absolute
    ),
  ]

  static let chains: [(NetworkDescription, Loss)] = [
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

  /// Convolutions by tiles: of each dilation and width of vectors, of images with more tiles than a
  /// chunk, and with several readers of one input.
  static let tiled: [(NetworkDescription, Loss)] = [
    (
      NetworkDescription(
        name: "dilations", input: Shape(height: 9, width: 7, channels: 16),
        layers: [
          .convolution(Convolution(kernel: 3, outputs: 24)), .batchNorm(affine: true), .relu,
          .convolution(Convolution(kernel: 3, dilation: 2, outputs: 24)),
          .batchNorm(affine: true), .add(2), .relu,
          .convolution(Convolution(kernel: 3, dilation: 3, outputs: 40)),
          .batchNorm(affine: true), .relu,
          .convolution(Convolution(kernel: 3, dilation: 4, outputs: 16)),
          .batchNorm(affine: false),
        ]), .squared
    ),
    (
      NetworkDescription(
        name: "chunks", input: Shape(height: 30, width: 26, channels: 3),
        layers: [
          .convolution(Convolution(kernel: 1, outputs: 16)), .batchNorm(affine: true), .relu,
          .convolution(Convolution(kernel: 3, outputs: 16)), .batchNorm(affine: true), .add(2),
          .relu,
          .convolution(Convolution(kernel: 3, dilation: 2, outputs: 32)),
          .batchNorm(affine: true), .relu, .linear(outputs: 2, bias: true),
        ]), .absolute
    ),
    (
      NetworkDescription(
        name: "readers", input: Shape(height: 6, width: 8, channels: 2),
        layers: [
          .convolution(Convolution(kernel: 3, outputs: 48)), .batchNorm(affine: true), .relu,
          .convolution(Convolution(kernel: 3, outputs: 16)), .batchNorm(affine: true),
          .from(2), .convolution(Convolution(kernel: 3, dilation: 2, outputs: 16)),
          .batchNorm(affine: true), .add(4), .relu,
          .from(2), .convolution(Convolution(kernel: 3, outputs: 16)), .batchNorm(affine: true),
          .add(9), .relu, .linear(outputs: 3, bias: true),
        ]), .squared
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

  /// Pooling, projections, a subsampled shortcut, and readers that share an input.
  static let branched = NetworkDescription(
    name: "branched", input: Shape(height: 11, width: 13, channels: 2),
    layers: [
      .convolution(Convolution(kernel: 7, stride: 2, outputs: 10)), .batchNorm(affine: true),
      .relu, .maxPool(kernel: 3, stride: 2),
      .convolution(Convolution(kernel: 1, outputs: 5)), .batchNorm(affine: true), .relu,
      .convolution(Convolution(kernel: 3, outputs: 12)), .batchNorm(affine: true),
      .from(3), .convolution(Convolution(kernel: 1, outputs: 12)), .batchNorm(affine: true),
      .add(8), .relu,
      .convolution(Convolution(kernel: 3, stride: 2, outputs: 12)), .batchNorm(affine: true),
      .from(13), .maxPool(kernel: 1, stride: 2), .add(15), .relu,
      .linear(outputs: 3, bias: true),
    ])

  /// The paper's networks with narrow layers: a stage of bottlenecks and the decoder's last part.
  static let residual = NetworkDescription.residualEncoder(
    size: 16, stem: 6, stages: [.init(width: 3, units: 2, stride: 2), .init(width: 9, units: 2)],
    representation: 5)
}
