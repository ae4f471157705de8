import Architectures
import Documents
import Kernels
import Testing

/// Properties of single layers, and what plans refuse.
@Suite struct LayerTests {
  @Test func upsampledConvolutionEqualsAConvolutionOfRepeatedPixels() throws {
    for seed in 0..<5 as Range<UInt64> {
      let small = NetworkDescription(
        name: "c", input: Shape(height: 5, width: 6, channels: 7),
        layers: [
          .convolution(
            Convolution(kernel: 3, outputs: 9, bias: .perChannel, upsampled: true))
        ])
      let large = NetworkDescription(
        name: "c", input: Shape(height: 10, width: 12, channels: 7),
        layers: [.convolution(Convolution(kernel: 3, outputs: 9, bias: .perChannel))])
      let stream = CounterStream(seed: seed)
      let inputs = (0..<small.input.count).map { stream.uniform($0, stream: 0) }
      let repeated = (0..<large.input.count).map { place in
        let (row, column, channel) = (place / 84, place / 7 % 12, place % 7)
        return inputs[(row / 2 * 6 + column / 2) * 7 + channel]
      }
      let plans = try [small, large].map {
        try CPUBackend().compile([$0], batch: 1, mode: .inference)
      }
      for plan in plans { plan.initialize(network: 0, seed: seed) }
      let sums = infer(plans[0], small, inputs, 1)
      let plain = infer(plans[1], large, repeated, 1)
      for (one, other) in zip(sums, plain) { #expect(abs(one - other) < 2e-6) }
    }
  }

  @Test func runningStatisticsFollowTheBatch() throws {
    let network = NetworkDescription(
      name: "n", input: Shape(height: 1, width: 2, channels: 1),
      layers: [.convolution(Convolution(kernel: 1, outputs: 1)), .batchNorm(affine: false)])
    let weight = NamedTensor(name: "n.0.weight", shape: [1, 1, 1, 1], values: [1])
    let mean = NamedTensor(name: "n.1.running_mean", shape: [1], values: [1])
    let variance = NamedTensor(name: "n.1.running_variance", shape: [1], values: [2])
    for backend in [ReferenceBackend(), CPUBackend()] as [any Backend] {
      let plan = try backend.compile([network], batch: 2, mode: .training(.squared, AdamW()))
      try plan.load([weight, mean, variance], network: 0)
      _ = plan.step(
        inputs: [0, 2, 4, 6], targets: [0, 0, 0, 0], learningRate: 0.1, step: 1)
      let tensors = plan.parameters(network: 0)
      // The batch has mean 3 and unbiased variance 20 / 3: 0.9 old + 0.1 new.
      #expect(abs(tensors[1].values[0] - 1.2) < 1e-6)
      #expect(abs(tensors[2].values[0] - (1.8 + 2.0 / 3)) < 1e-6)
    }
  }

  @Test func trainingLowersTheLoss() throws {
    for (network, loss) in ExampleNetworks.trainable {
      let plan = try CPUBackend().compile(
        [network], batch: 9, mode: .training(loss, AdamW(weightDecay: 0)))
      plan.initialize(network: 0, seed: 3)
      let samples = RandomSamples(network, loss: loss, count: 9, seed: 3)
      let cycle = OneCycle(peak: 0.01, steps: 60)
      var losses: [Float] = []
      for number in 1...60 {
        losses.append(
          samples.step(plan, number: number, learningRate: cycle.rate(at: number - 1)))
      }
      #expect(losses[59] < 0.9 * losses[0], "\(network.name) \(losses[0]) \(losses[59])")
    }
  }

  @Test func foreignWeightsAreRefused() throws {
    let network = NetworkDescription.vectorReadout(inputs: 8, outputs: 2, hidden: 4)
    let other = NetworkDescription.vectorReadout(inputs: 8, outputs: 3, hidden: 4)
    let plan = try CPUBackend().compile([network], batch: 1, mode: .training(.squared, AdamW()))
    let foreign = try CPUBackend().compile([other], batch: 1, mode: .training(.squared, AdamW()))
    var message = ""
    do throws(Failure) {
      try plan.load(foreign.parameters(network: 0), network: 0)
    } catch {
      message = error.message
    }
    #expect(message.contains("readout.3.weight"))
    #expect(throws: Failure.self) {
      try plan.restore(optimizerState: foreign.optimizerState(network: 0), network: 0)
    }
    #expect(throws: Failure.self) { try plan.load([], network: 0) }
  }

  @Test func theEnvironmentChoosesTheInstructionSet() throws {
    let backend = try Backends.choose(environment: ["TASKMAP_INSTRUCTIONS": "baseline"])
    #expect(backend.numericsClass == "cpu-baseline")
    #expect(backend.explanation.contains("baseline"))
    #expect(throws: Failure.self) {
      try Backends.choose(environment: ["TASKMAP_INSTRUCTIONS": "sse9"])
    }
    #expect(try Backends.choose(environment: [:]).explanation.contains("CUDA"))
  }
}
