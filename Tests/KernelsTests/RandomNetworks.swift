import Architectures
import Kernels

/// Random chains of layers that the CPU kernels accept, by seed.
struct RandomNetworks {
  private let stream: CounterStream
  private var drawn = 0
  private var isUpsampled = false

  init(seed: UInt64) {
    stream = CounterStream(seed: seed)
  }

  /// One to three convolutions of any supported form, perhaps with a matrix product behind them.
  mutating func next() -> NetworkDescription {
    var layers: [Layer] = []
    let input = Shape(height: 2 + draw(6), width: 2 + draw(6), channels: 1 + draw(19))
    for _ in 0...draw(3) { appendStage(&layers) }
    switch draw(4) {
    case 0: layers += [.dropout(0.4), .linear(outputs: 1 + draw(40), bias: draw(2) == 0)]
    case 1: layers += [.joinViews(2), .linear(outputs: 1 + draw(40), bias: true)]
    case 2:
      let outputs = 4 * (1 + draw(9))
      layers += [
        .convolution(Convolution(kernel: 3, outputs: outputs, bias: .perChannel)),
        .pixelShuffle(2),
      ]
    default: break
    }
    return NetworkDescription(name: "random", input: input, layers: layers)
  }

  private mutating func appendStage(_ layers: inout [Layer]) {
    let outputs = draw(4) == 0 ? 1 + draw(72) : 1 + draw(20)
    let bias = [Bias.none, .perChannel, .perPosition][draw(3)]
    switch draw(4) {
    case 0 where !isUpsampled:
      isUpsampled = true
      layers.append(
        .convolution(Convolution(kernel: 3, outputs: outputs, bias: bias, upsampled: true)))
    case 1:
      layers.append(
        .convolution(
          Convolution(kernel: 1 + 2 * draw(3), dilation: 1 + draw(2), outputs: outputs, bias: bias)
        ))
    default:
      layers.append(
        .convolution(
          Convolution(kernel: 1 + 2 * draw(4), stride: 1 + draw(2), outputs: outputs, bias: bias)))
    }
    if draw(2) == 0 { layers.append(.batchNorm(affine: draw(2) == 0)) }
    if draw(2) == 0 { layers.append(.relu) }
    if draw(2) == 0 {
      let source = layers.count - 1
      layers += [
        .convolution(Convolution(kernel: 1 + 2 * draw(2), outputs: outputs)),
        .batchNorm(affine: true), .add(source), .relu,
      ]
    }
  }

  private mutating func draw(_ count: Int) -> Int {
    drawn += 1
    return Int(stream.uniform(drawn, stream: 0) * Float(count))
  }
}
