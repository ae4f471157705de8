import Architectures
import Kernels
import Testing

/// The oracle itself, against central differences.
@Suite struct ReferenceGradientTests {
  @Test func everyGradientEqualsItsCentralDifference() {
    for (number, (network, loss)) in ExampleNetworks.trainable.enumerated() {
      check(network, loss, seed: UInt64(number))
    }
    for (number, loss) in ExampleNetworks.losses(of: ExampleNetworks.branched).enumerated() {
      check(ExampleNetworks.branched, loss, seed: UInt64(number), invalidImages: [1])
    }
  }

  private func check(
    _ network: NetworkDescription, _ loss: Loss, seed: UInt64, invalidImages: [Int] = []
  ) {
    let samples = RandomSamples(
      network, loss: loss, count: 3, seed: seed, invalidImages: invalidImages)
    let stream = CounterStream(seed: seed + 100)
    let inputs = samples.inputs.map(Double.init)
    var parameters = (0..<network.parameterCount).map {
      Double(stream.uniform($0, stream: 0)) - 0.4
    }
    var oracle = ReferenceGradient(network: network, loss: loss, dropoutSeed: seed)
    samples.withTargets { targets in
      let gradient = oracle.evaluate(
        parameters: parameters, inputs: inputs, samples: 3, targets: targets
      ).gradient
      let largest = gradient.map(abs).max() ?? 0
      #expect(largest > 0)
      for probe in 0..<40 {
        let place = Int(stream.uniform(probe, stream: 4) * Float(parameters.count))
        let value = parameters[place]
        let width = 1e-6
        parameters[place] = value + width
        let above = oracle.evaluate(
          parameters: parameters, inputs: inputs, samples: 3, targets: targets
        ).loss
        parameters[place] = value - width
        let below = oracle.evaluate(
          parameters: parameters, inputs: inputs, samples: 3, targets: targets
        ).loss
        parameters[place] = value
        let difference = (above - below) / (2 * width)
        #expect(
          abs(difference - gradient[place]) < 1e-6 * (largest + 1),
          "\(network.name) parameter \(place)")
      }
    }
  }
}
