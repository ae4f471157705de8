import Architectures
import TaskSpace
import Testing

@Suite struct NetworkDescriptionTests {
  @Test func smallEncoderMapsSixtyFourPixelsToAnEighth() {
    let encoder = NetworkDescription.smallEncoder()
    #expect(encoder.output == Shape(height: 8, width: 8, channels: 8))
    // 3x3 taps: 3*8, 8*16, 16*16, 16*32, 32*32; 1x1: 32*8; scales and offsets of 8, 16, 16, 32, 32.
    let taps = 9 * (3 * 8 + 8 * 16 + 16 * 16 + 16 * 32 + 32 * 32) + 32 * 8
    #expect(encoder.parameterCount == taps + 2 * (8 + 16 + 16 + 32 + 32))
    let multiplyAdds =
      9 * (1024 * 3 * 8 + 256 * 8 * 16 + 256 * 16 * 16 + 64 * 16 * 32 + 64 * 32 * 32) + 64 * 32 * 8
    #expect(encoder.multiplyAdds() == multiplyAdds)
  }

  @Test func decodersReachTheirMaps() {
    #expect(
      NetworkDescription.denseDecoder(channels: 3).output
        == Shape(height: 32, width: 32, channels: 3))
    #expect(
      NetworkDescription.denseDecoder(channels: 18, patch: 2).output
        == Shape(height: 16, width: 16, channels: 18))
    #expect(
      NetworkDescription.denseReadout(sources: 2, channels: 2).output
        == Shape(height: 32, width: 32, channels: 2))
    #expect(
      NetworkDescription.denseReadout(sources: 1, channels: 18, patch: 2).output
        == Shape(height: 16, width: 16, channels: 18))
    #expect(
      NetworkDescription.vectorReadout(inputs: 1024, outputs: 6).output == Shape(vector: 6))
  }

  @Test func readoutParametersAreCountedByHand() {
    let dense = NetworkDescription.denseReadout(sources: 1, channels: 1)
    #expect(dense.parameterCount == 72 * 48 + 64 * 48 + 48 * 16 + 16)
    let vector = NetworkDescription.vectorReadout(inputs: 512, outputs: 9)
    #expect(vector.parameterCount == 512 * 48 + 48 + 48 * 9 + 9)
  }

  @Test func joinedNetworksKeepNamesAndShiftSums() {
    let encoder = NetworkDescription.smallEncoder()
    let network = NetworkDescription.denseDecoder(channels: 3).followed(
      by: NetworkDescription(
        name: "tail", input: Shape(height: 32, width: 32, channels: 3),
        layers: [.relu, .add(0), .add(-1)]), name: "both")
    let count = network.layers.count
    #expect(network.layers[count - 2] == .add(count - 3))
    #expect(network.layers[count - 1] == .add(count - 4))
    let whole = encoder.followed(by: network, name: "whole")
    let names = whole.parameters.map(\.name)
    #expect(names.first == "encoder.0.weight")
    #expect(names.contains("decoder.6.bias"))
    #expect(Set(names).count == names.count)
    #expect(names.prefix(encoder.parameters.count).elementsEqual(encoder.parameters.map(\.name)))
    #expect(
      whole.parameterCount == encoder.parameterCount + network.parameterCount)
  }

  @Test func viewsShareTheEncoder() {
    let network = NetworkDescription.smallEncoder().followed(
      by: .vectorDecoder(views: 3, outputs: 12), name: "egomotion")
    let one = NetworkDescription.smallEncoder().followed(
      by: .vectorDecoder(outputs: 12), name: "one")
    #expect(network.views == 3)
    #expect(network.parameterCount == one.parameterCount + 2 * 512 * 128)
    #expect(
      network.multiplyAdds()
        == 3 * NetworkDescription.smallEncoder().multiplyAdds() + 3 * 512 * 128 + 128 * 12)
  }

  @Test func subpixelTapsAreSixteenInsteadOfThirtySix() {
    let input = Shape(height: 4, width: 4, channels: 16)
    let network = NetworkDescription(
      name: "up", input: input,
      layers: [.convolution(Convolution(kernel: 3, outputs: 16, upsampled: true))])
    #expect(network.multiplyAdds() == 16 * 36 * 256)
    #expect(network.multiplyAdds(subpixel: true) == 16 * 16 * 256)
  }

  @Test func encodersHaveTheGridsOfTheirChoice() {
    for encoder in NetworkChoice.Encoder.allCases {
      let choice = NetworkChoice(encoder: encoder, width: 8, representation: 6)
      let size = choice.imageSize
      let grid = choice.grid(size: size)
      let networks = TaskNetworks(choice, size: size)
      #expect(networks.encoder.output == Shape(height: grid, width: grid, channels: 6))
      for task in TaskDictionary.all {
        let side = choice.mapSide(of: task.target, size: size) ?? 1
        let output = Shape(height: side, width: side, channels: task.target.channels)
        #expect(networks.whole(task).output == output, "\(encoder) \(task.name)")
        #expect(networks.whole(task).views == task.views)
        #expect(networks.readout(task, sources: 2, hidden: 48).output == output)
      }
    }
  }

  @Test func aCellOfTheDilatedEncoderSeesTheWholeImage() {
    // 3 x 3 taps of stride 2, 2 and 2 reach 15 pixels; residual ones add 2 steps of their dilation.
    let encoder = NetworkDescription.dilatedEncoder()
    var (field, step) = (1, 1)
    for case .convolution(let form) in encoder.layers {
      field += (form.kernel - 1) * form.dilation * step
      step *= form.stride
    }
    #expect(step == 8)
    #expect(field >= 64)
  }

  @Test func resNetFiftyHasItsPublishedSize() {
    let encoder = NetworkDescription.resnet50Encoder()
    #expect(encoder.output == Shape(height: 16, width: 16, channels: 8))
    // The published 25,557,032 parameters contain a classifier of 2048 * 1000 + 1000;
    // the compression adds 9 * 2048 * 8 taps, 8 scales and 8 offsets.
    #expect(
      encoder.parameterCount == 25_557_032 - (2048 * 1000 + 1000) + 9 * 2048 * 8 + 16)
  }

  @Test func paperDecoderHasSixteenMillionTaps() {
    let decoder = NetworkDescription.paperDecoder(channels: 3)
    #expect(decoder.output == Shape(height: 256, width: 256, channels: 3))
    let widths = [8, 1024, 1024, 512, 256, 256, 128, 64, 64, 32, 32, 16, 32, 16]
    var expected = 9 * 16 * 3 + 3
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      expected += 9 * inputs * outputs + 2 * outputs
    }
    #expect(decoder.parameterCount == expected)
    #expect((15_000_000...18_000_000).contains(expected))
  }

  @Test func memoryGrowsWithTheBatch() {
    let encoder = NetworkDescription.smallEncoder()
    #expect(encoder.activationBytes(batch: 64) == 2 * encoder.activationBytes(batch: 32))
    #expect(
      encoder.trainingBytes(batch: 32)
        == 2 * encoder.activationBytes(batch: 32) + 16 * encoder.parameterCount)
  }
}
