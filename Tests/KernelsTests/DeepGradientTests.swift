import Architectures
import Documents
import Kernels
import Testing

/// Gradients of a network as deep as the paper's.
///
/// A rectifier, a maximum or an absolute error whose argument is nearly zero may be decided one way
/// by rounded numbers and the other way by exact ones; then a gradient differs by a per cent and
/// more, in the plain reference with 32-bit numbers as in the kernels. Where every decision is the
/// same, what is left is the rounding of the sums, which grows with the depth to about 1e-4.
@Suite struct DeepGradientTests {
  @Test func errorsAreThoseOfRounding() throws {
    let network = NetworkDescription.resnet50Encoder(size: 64, width: 4)
    let mode = Mode.training(.absolute, AdamW())
    var errors: (kernels: [Double], reference: [Double]) = ([], [])
    for seed in 0..<8 as Range<UInt64> {
      let samples = RandomSamples(
        network, loss: .absolute, count: 2, seed: seed, isComplete: true)
      let slow = try ReferenceBackend().compile([network], batch: 2, mode: mode)
      let fast = try CPUBackend().compile([network], batch: 2, mode: mode)
      slow.initialize(network: 0, seed: seed)
      try fast.load(slow.parameters(network: 0), network: 0)
      let exact = oracle(network, slow.parameters(network: 0), samples)
      for plan in [fast, slow] { _ = samples.step(plan, number: 1) }
      errors.kernels.append(error(gradient(fast), exact))
      errors.reference.append(error(gradient(slow), exact))
    }
    for errors in [errors.kernels, errors.reference] {
      #expect(try #require(errors.min()) < 5e-4, "\(errors)")
      #expect(try #require(errors.max()) < 0.2, "\(errors)")
    }
  }

  private func oracle(
    _ network: NetworkDescription, _ tensors: [NamedTensor], _ samples: RandomSamples
  ) -> [Double] {
    var oracle = ReferenceGradient(network: network, loss: .absolute, dropoutSeed: 9)
    let trained = tensors.filter { !$0.name.contains("running") }.flatMap(\.values)
    return samples.withTargets { targets in
      oracle.evaluate(
        parameters: trained.map(Double.init), inputs: samples.inputs.map(Double.init),
        samples: 2, targets: targets
      ).gradient
    }
  }

  /// The gradient of the first step, of which the first moments are a tenth.
  private func gradient(_ plan: any Plan) -> [Double] {
    plan.optimizerState(network: 0).filter { $0.name.hasPrefix("first/") }.flatMap(\.values)
      .map { 10 * Double($0) }
  }

  /// The length of the difference as a share of the exact one's.
  private func error(_ ours: [Double], _ exact: [Double]) -> Double {
    let difference = zip(ours, exact).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return (difference / exact.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }
}
