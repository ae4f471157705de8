import Architectures
import Kernels
import Testing

/// Closed forms, through a network that passes its input on.
@Suite struct LossTests {
  private static let backends: [any Backend] =
    [ReferenceBackend()] + InstructionSet.available.map { CPUBackend(instructions: $0) }

  /// The loss of one image of `positions` pixels whose output equals `values`.
  private func evaluate(
    _ loss: Loss, _ values: [Float], positions: Int, targets: [Float] = [], labels: [Int32] = []
  ) throws -> [Float] {
    let channels = values.count / positions
    let network = NetworkDescription(
      name: "identity", input: Shape(height: 1, width: positions, channels: channels),
      layers: [.convolution(Convolution(kernel: 1, outputs: channels))])
    var unit = [Float](repeating: 0, count: channels * channels)
    for channel in 0..<channels { unit[channel * (channels + 1)] = 1 }
    return try Self.backends.map { backend in
      let plan = try backend.compile([network], batch: 1, mode: .evaluation(loss))
      try plan.load(
        [
          NamedTensor(
            name: "identity.0.weight", shape: [1, 1, channels, channels], values: unit)
        ], network: 0)
      var result: Float = -1
      values.withUnsafeBufferPointer { inputs in
        func call(_ bytes: UnsafeRawBufferPointer) {
          guard let base = inputs.baseAddress, let targets = bytes.baseAddress else { return }
          plan.losses(
            network: 0, samples: Samples(inputs: base, targets: targets), count: 1,
            losses: &result)
        }
        if loss.usesLabels { labels.withUnsafeBytes(call) } else { targets.withUnsafeBytes(call) }
      }
      return result
    }
  }

  private func expect(_ losses: [Float], equal expected: Float, within tolerance: Float = 1e-6) {
    for loss in losses { #expect(abs(loss - expected) <= tolerance * max(1, abs(expected))) }
  }

  @Test func distancesAreMeansOverValidElements() throws {
    let values: [Float] = [1, -2, 3, 0]
    expect(try evaluate(.absolute, values, positions: 2, targets: [0, 0, 0, 0]), equal: 1.5)
    expect(try evaluate(.squared, values, positions: 2, targets: [0, 0, 0, 0]), equal: 3.5)
    let holes: [Float] = [0, .nan, 0, .nan]
    expect(try evaluate(.absolute, values, positions: 2, targets: holes), equal: 2)
    expect(try evaluate(.squared, values, positions: 2, targets: holes), equal: 5)
    let nothing = [Float](repeating: .nan, count: 4)
    for loss in [Loss.absolute, .squared, .binaryCrossEntropy] {
      let losses = try evaluate(loss, values, positions: 2, targets: nothing)
      let areInvalid = losses.allSatisfy { $0.isNaN }
      #expect(areInvalid)
    }
  }

  @Test func aClassWeightMultipliesItsPositions() throws {
    let ln2: Float = 0.6931472
    let logits: [Float] = [3, 3, 5, 5, 0, 100]
    let loss = Loss.weightedCrossEntropy([0.5, 8])
    expect(try evaluate(loss, logits, positions: 3, labels: [0, 1, -1]), equal: 4.25 * ln2)
    expect(try evaluate(loss, logits, positions: 3, labels: [0, 0, 1]), equal: ln2 / 3)
    expect(
      try evaluate(.weightedCrossEntropy([1, 1]), logits, positions: 3, labels: [0, 1, 0]),
      equal: (2 * ln2 + 100) / 3)
    let nothing = try evaluate(loss, logits, positions: 3, labels: [-1, -1, -1])
    let areInvalid = nothing.allSatisfy { $0.isNaN }
    #expect(areInvalid)
  }

  @Test func anImageWithoutValidTargetsChangesNothing() throws {
    for (network, loss) in ExampleNetworks.trainable where network.views == 1 {
      for backend in Self.backends {
        let samples = RandomSamples(
          network, loss: loss, count: 4, seed: 5, isComplete: true, invalidImages: [1, 3])
        let plan = try backend.compile(
          [network], batch: 4, mode: .training(loss, AdamW(weightDecay: 0)))
        plan.initialize(network: 0, seed: 1)
        let each = losses(plan, samples, 4)
        let invalid = each.map { $0.isNaN }
        #expect(invalid == [false, true, false, true], "\(network.name)")
        let nothing = RandomSamples(
          network, loss: loss, count: 4, seed: 5, invalidImages: [0, 1, 2, 3])
        let isNothing = nothing.step(plan, number: 1).isNaN
        #expect(isNothing)
        let moved = plan.optimizerState(network: 0).contains { $0.values.contains { $0 != 0 } }
        #expect(!moved, "\(network.name)")
      }
    }
  }

  @Test func binaryCrossEntropyOfZeroIsOneBitAndLargeLogitsAreLinear() throws {
    let ln2: Float = 0.6931472
    expect(try evaluate(.binaryCrossEntropy, [0], positions: 1, targets: [0.3]), equal: ln2)
    expect(try evaluate(.binaryCrossEntropy, [50], positions: 1, targets: [0]), equal: 50)
    expect(try evaluate(.binaryCrossEntropy, [-200], positions: 1, targets: [1]), equal: 200)
    expect(try evaluate(.binaryCrossEntropy, [-200], positions: 1, targets: [0]), equal: 0)
    // ln(1 + e^-2)
    expect(
      try evaluate(.binaryCrossEntropy, [2], positions: 1, targets: [1]), equal: 0.126928)
  }

  @Test func crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses() throws {
    let ln20: Float = 2.9957323
    expect(
      try evaluate(
        .crossEntropy, [Float](repeating: 7, count: 60), positions: 3, labels: [0, 19, 4]),
      equal: ln20)
    expect(
      try evaluate(.crossEntropy, [100, 0, 0, 90], positions: 2, labels: [1, -1]), equal: 100)
  }

  @Test func divergenceFromItselfIsZero() throws {
    // The softmax of (ln 1, ln 2, ln 5) is (1, 2, 5) / 8.
    let logits: [Float] = [0, 0.6931472, 1.609438]
    expect(
      try evaluate(.softCrossEntropy, logits, positions: 1, targets: [0.125, 0.25, 0.625]),
      equal: 0)
    expect(
      try evaluate(.softCrossEntropy, logits, positions: 1, targets: [0, 0, 1]),
      equal: 0.47000363)
    for hole in 0..<3 {
      var targets: [Float] = [0.125, 0.25, 0.625]
      targets[hole] = .nan
      let losses = try evaluate(.softCrossEntropy, logits, positions: 1, targets: targets)
      let areInvalid = losses.allSatisfy { $0.isNaN }
      #expect(areInvalid)
      let both = try evaluate(
        .softCrossEntropy, logits + logits, positions: 2, targets: targets + [0, 0, 1])
      expect(both, equal: 0.47000363)
    }
  }
}
