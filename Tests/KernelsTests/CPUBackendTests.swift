import Architectures
import Documents
import Kernels
import Testing

/// The fast backend against the reference, for every instruction set of this processor.
@Suite struct CPUBackendTests {
  @Test func lossesAndGradientsEqualTheReference() throws {
    for (number, (network, loss)) in ExampleNetworks.trainable.enumerated() {
      try compare(network, loss, nil, batch: 9, seed: UInt64(number))
      try compare(network, loss, Muon(), batch: 9, seed: UInt64(number))
    }
  }

  @Test func randomNetworksEqualTheReference() throws {
    for seed in 0..<40 as Range<UInt64> {
      var networks = RandomNetworks(seed: seed)
      let network = networks.next()
      let losses = ExampleNetworks.losses(of: network)
      let loss = losses[Int(seed) % losses.count]
      try compare(network, loss, nil, batch: 3, seed: seed)
      try compare(network, loss, Muon(), batch: 3, seed: seed)
    }
  }

  private func compare(
    _ network: NetworkDescription, _ loss: Loss, _ muon: Muon?, batch: Int, seed: UInt64
  ) throws {
    let mode = Mode.training(loss, AdamW(), muon)
    let samples = RandomSamples(
      network, loss: loss, count: batch, seed: seed, invalidImages: [Int(seed) % batch])
    let slow = try ReferenceBackend().compile([network], batch: batch, mode: mode)
    slow.initialize(network: 0, seed: 4)
    let start = slow.parameters(network: 0)
    let expected = samples.step(slow, number: 1)
    for instructions in InstructionSet.available {
      let fast = try CPUBackend(instructions: instructions).compile(
        [network], batch: batch, mode: mode)
      try fast.load(start, network: 0)
      let loss = samples.step(fast, number: 1)
      #expect(abs(loss - expected) < 1e-5 * (1 + expected), "\(network)")
      // After one step the first moments are a share of the gradients.
      let moments = zip(fast.optimizerState(network: 0), slow.optimizerState(network: 0))
      for (ours, reference) in moments {
        expectClose(ours, reference, 2e-3, network.name)
      }
      let running = zip(fast.parameters(network: 0), slow.parameters(network: 0))
      for (ours, reference) in running where ours.name.contains("running") {
        expectClose(ours, reference, 1e-4, network.name)
      }
      if let muon { expectOrthogonalSteps(fast, from: start, muon, network) }
    }
  }

  /// Expects that the first step of rate 0.003 went along the nearest orthogonal matrices of the
  /// plan's own gradients: in directions of hardly any gradient, those of two backends differ.
  private func expectOrthogonalSteps(
    _ plan: any Plan, from start: [NamedTensor], _ muon: Muon, _ network: NetworkDescription
  ) {
    let means = plan.optimizerState(network: 0)
    let after = plan.parameters(network: 0)
    for (index, parameter) in network.parameters.enumerated()
    where parameter.role == .weight && Muon.moves(parameter.layer, of: network) {
      let outputs = parameter.shape[parameter.shape.count - 1]
      let longer = Float(max(parameter.count / outputs, outputs))
      let length = 0.003 * muon.size * longer.squareRoot()
      let mean = means.first { $0.name == "first/\(parameter.name)" }?.values ?? []
      let direction = ReferenceOrthogonalization.nearest(
        mean.map { Double($0) }, columns: outputs)
      let expected = zip(start[index].values, direction).map { value, part in
        value * (1 - 0.003 * 1e-4) - length * Float(part)
      }
      let error = zip(after[index].values, expected).map { abs($0 - $1) }.max() ?? 1
      #expect(error < 1e-3 * length, "\(parameter.name) \(error) of \(length)")
    }
  }

  private func expectClose(
    _ ours: NamedTensor, _ reference: NamedTensor, _ tolerance: Float, _ network: String
  ) {
    #expect(ours.name == reference.name && ours.shape == reference.shape)
    let largest = reference.values.map(abs).max() ?? 0
    let error = zip(ours.values, reference.values).map { abs($0 - $1) }.max() ?? 0
    #expect(error <= tolerance * largest + 1e-7, "\(network) \(ours.name) \(error) of \(largest)")
  }

  @Test(arguments: InstructionSet.available)
  func inferenceEqualsTheReference(_ instructions: InstructionSet) throws {
    for (network, loss) in ExampleNetworks.trainable {
      let fast = try CPUBackend(instructions: instructions).compile(
        [network], batch: 6, mode: .evaluation(loss))
      let slow = try ReferenceBackend().compile([network], batch: 6, mode: .evaluation(loss))
      fast.initialize(network: 0, seed: 8)
      try fast.load(perturbed(fast.parameters(network: 0)), network: 0)
      try slow.load(fast.parameters(network: 0), network: 0)
      let samples = RandomSamples(network, loss: loss, count: 6, seed: 3)
      let outputs = [fast, slow].map { infer($0, network, samples.inputs, 6) }
      let largest = outputs[1].map(abs).max() ?? 0
      for (ours, reference) in zip(outputs[0], outputs[1]) {
        #expect(abs(ours - reference) <= 1e-5 * largest)
      }
      let terms = [fast, slow].map { losses($0, samples, 6) }
      for (ours, reference) in zip(terms[0], terms[1]) {
        #expect(
          abs(ours - reference) <= 1e-5 * (1 + abs(reference)) || ours.isNaN && reference.isNaN)
      }
    }
  }

  @Test func anOutputDoesNotDependOnItsNeighbours() throws {
    for (network, _) in ExampleNetworks.trainable {
      let plan = try CPUBackend().compile([network], batch: 5, mode: .inference)
      plan.initialize(network: 0, seed: 8)
      let samples = RandomSamples(network, loss: .squared, count: 5, seed: 3)
      let together = infer(plan, network, samples.inputs, 5)
      let single = try CPUBackend().compile([network], batch: 1, mode: .inference)
      single.initialize(network: 0, seed: 8)
      let size = network.input.count * network.views
      for image in 0..<5 {
        let one = Array(samples.inputs[image * size..<(image + 1) * size])
        let alone = infer(single, network, one, 1)
        #expect(alone == Array(together[image * alone.count..<(image + 1) * alone.count]))
        #expect(infer(plan, network, one, 1) == alone)
      }
    }
  }

  @Test func aGroupComputesWhatItsNetworksComputeAlone() throws {
    let network = ExampleNetworks.trainable[0].0
    let mode = Mode.training(.absolute, AdamW())
    let samples = (0..<2).map {
      RandomSamples(network, loss: .absolute, count: 4, seed: UInt64($0))
    }
    let group = try CPUBackend().compile([network, network], batch: 4, mode: mode)
    let alone = try (0..<2).map { _ in
      try CPUBackend().compile([network], batch: 4, mode: mode)
    }
    for index in 0..<2 {
      group.initialize(network: index, seed: UInt64(index))
      alone[index].initialize(network: 0, seed: UInt64(index))
    }
    var losses: [Float] = [0, 0]
    samples[0].inputs.withUnsafeBufferPointer { first in
      samples[1].inputs.withUnsafeBufferPointer { second in
        samples[0].withTargets { firstTargets in
          samples[1].withTargets { secondTargets in
            guard let first = first.baseAddress, let second = second.baseAddress else { return }
            let both = [
              Samples(inputs: first, targets: firstTargets),
              Samples(inputs: second, targets: secondTargets),
            ]
            both.withUnsafeBufferPointer {
              group.step($0, learningRate: 0.003, step: 1, dropoutSeed: 9, losses: &losses)
            }
          }
        }
      }
    }
    for index in 0..<2 {
      #expect(samples[index].step(alone[index], number: 1) == losses[index])
      #expect(alone[index].parameters(network: 0) == group.parameters(network: index))
    }
  }

  @Test func unsupportedNetworksAreRefusedWithTheirPlace() throws {
    let input = Shape(height: 6, width: 6, channels: 8)
    let form = Layer.convolution(Convolution(kernel: 1, outputs: 8))
    let refused: [(layers: [Layer], place: Int)] = [
      ([.relu, form], 0), ([.maxPool(kernel: 3, stride: 2), form], 0),
      ([form, .relu, .from(0), form], 2), ([form, form, .from(0), .relu, form], 3),
      ([form, form, .from(-1), form], 1), ([form, form, .add(-1)], 2),
      ([form, .linear(outputs: 8, bias: false), .from(0), form], 0),
      ([form, .linear(outputs: 8, bias: false), form], 2),
    ]
    for (layers, place) in refused {
      var message = ""
      do throws(Failure) {
        let network = NetworkDescription(name: "refused", input: input, layers: layers)
        _ = try CPUBackend().compile([network], batch: 1, mode: .inference)
      } catch {
        message = error.message
      }
      #expect(message.contains("refused.\(place):"), "\(layers) \(message)")
    }
  }

  private func perturbed(_ tensors: [NamedTensor]) -> [NamedTensor] {
    tensors.enumerated().map { index, tensor in
      let stream = CounterStream(seed: UInt64(index))
      return NamedTensor(
        name: tensor.name, shape: tensor.shape,
        values: tensor.values.enumerated().map { $1 + 0.3 * stream.uniform($0, stream: 0) })
    }
  }
}
