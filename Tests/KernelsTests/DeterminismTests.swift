import Architectures
import Documents
import Kernels
import Testing

/// The same specification gives the same bytes.
@Suite struct DeterminismTests {
  @Test func avx512AndAVX2GiveTheSameBytes() throws {
    guard InstructionSet.available.contains(.avx512) else { return }
    var networks = ExampleNetworks.trainable
    for seed in 0..<30 as Range<UInt64> {
      var random = RandomNetworks(seed: seed + 1000)
      let network = random.next()
      let losses = ExampleNetworks.losses(of: network)
      networks.append((network, losses[Int(seed) % losses.count]))
    }
    for (network, loss) in networks {
      for muon in [nil, Muon()] {
        let wide = try train(network, loss, .avx512, muon: muon)
        let narrow = try train(network, loss, .avx2, muon: muon)
        #expect(wide == narrow, "\(network.name)")
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func fiveStepsHaveTheirGoldenBytes(_ instructions: InstructionSet) throws {
    let trainings: [(networks: [(NetworkDescription, Loss)], muon: Muon?)] = [
      (ExampleNetworks.chains, nil), (ExampleNetworks.branching, nil),
      (ExampleNetworks.tiled, nil), (ExampleNetworks.trainable, Muon()),
    ]
    let digests = try trainings.map { networks, muon in
      var bytes: [UInt8] = []
      for (network, loss) in networks {
        bytes += try train(network, loss, instructions, muon: muon, isComplete: true)
      }
      return Digest(of: bytes).short
    }
    let golden =
      CPUBackend(instructions: instructions).numericsClass == "cpu"
      ? ["b2c71ede1386", "fbe232d3c3d8", "fc7e85e2ce52", "e0422d214f32"]
      : ["a38345a60559", "4fb339852887", "bdd426991f2a", "511138b8b3b1"]
    #expect(digests == golden)
  }

  @Test(arguments: [nil, Muon()])
  func aRestoredCheckpointContinuesToTheSameBytes(_ muon: Muon?) throws {
    for (network, loss) in ExampleNetworks.trainable {
      let samples = RandomSamples(network, loss: loss, count: 9, seed: 1)
      let mode = Mode.training(loss, AdamW(weightDecay: 0.01), muon)
      let whole = try CPUBackend().compile([network], batch: 9, mode: mode)
      whole.initialize(network: 0, seed: 5)
      for number in 1...3 { _ = samples.step(whole, number: number) }
      let next = try CPUBackend().compile([network], batch: 9, mode: mode)
      try next.load(whole.parameters(network: 0), network: 0)
      try next.restore(optimizerState: whole.optimizerState(network: 0), network: 0)
      for number in 4...6 {
        #expect(samples.step(whole, number: number) == samples.step(next, number: number))
      }
      #expect(whole.parameters(network: 0) == next.parameters(network: 0))
      #expect(whole.optimizerState(network: 0) == next.optimizerState(network: 0))
    }
  }

  @Test func dropoutDependsOnSeedAndStepAlone() throws {
    let network = NetworkDescription.vectorReadout(inputs: 64, outputs: 4, dropout: 0.5)
    let samples = RandomSamples(network, loss: .squared, count: 8, seed: 2)
    func loss(step: Int, seed: UInt64) throws -> Float {
      let plan = try CPUBackend().compile(
        [network], batch: 8, mode: .training(.squared, AdamW()))
      plan.initialize(network: 0, seed: 5)
      return plan.step(
        inputs: samples.inputs, targets: samples.numbers, learningRate: 0.001, step: step,
        dropoutSeed: seed)
    }
    let first = try loss(step: 1, seed: 1)
    let again = try loss(step: 1, seed: 1)
    let otherStep = try loss(step: 2, seed: 1)
    let otherSeed = try loss(step: 1, seed: 2)
    #expect(first == again)
    #expect(first != otherStep)
    #expect(first != otherSeed)
  }

  private func train(
    _ network: NetworkDescription, _ loss: Loss, _ instructions: InstructionSet,
    muon: Muon?, isComplete: Bool = false
  ) throws -> [UInt8] {
    let plan = try CPUBackend(instructions: instructions).compile(
      [network], batch: 9, mode: .training(loss, AdamW(), muon))
    let samples = RandomSamples(network, loss: loss, count: 9, seed: 6, isComplete: isComplete)
    plan.initialize(network: 0, seed: 7)
    var values: [Float] = []
    for number in 1...5 { values.append(samples.step(plan, number: number)) }
    for tensor in plan.parameters(network: 0) + plan.optimizerState(network: 0) {
      values += tensor.values
    }
    values += infer(plan, network, samples.inputs, 9)
    let allFinite = values.allSatisfy { $0.isFinite }
    #expect(allFinite)
    return values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
    }
  }
}
