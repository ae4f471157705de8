internal import Architectures
internal import Documents
internal import Glibc
internal import Kernels

/// A plan with random samples, and clocks around it.
struct TimedPlan {
  private let plan: any Plan
  private let network: NetworkDescription
  private let inputs: [Float]
  private let numbers: [Float]
  private let labels: [Int32]?

  init(
    _ network: NetworkDescription, loss: Loss, batch: Int, backend: any Backend
  ) throws(Failure) {
    self.network = network
    plan = try backend.compile([network], batch: batch, mode: .training(loss, AdamW()))
    plan.initialize(network: 0, seed: 1)
    let stream = CounterStream(seed: 2)
    inputs = (0..<batch * network.views * network.input.count).map {
      2 * stream.uniform($0, stream: 1) - 1
    }
    numbers = (0..<batch * network.output.count).map { stream.uniform($0, stream: 2) }
    let classes = Float(network.output.channels)
    labels =
      loss.usesLabels
      ? (0..<batch * network.output.positions).map {
        Int32(stream.uniform($0, stream: 3) * classes)
      } : nil
  }

  var bytes: Int { plan.bytes }

  func millisecondsPerStep(warming: Int = 2, repetitions: Int) -> Double {
    for number in 1...warming { step(number) }
    let start = clock()
    for number in 0..<repetitions { step(number + 3) }
    return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e3 / Double(repetitions)
  }

  func millisecondsPerInference(repetitions: Int) -> Double {
    var outputs = [Float](repeating: 0, count: plan.batch * network.output.count)
    return inputs.withUnsafeBufferPointer { inputs -> Double in
      guard let base = inputs.baseAddress else { return 0 }
      plan.infer(network: 0, inputs: base, count: plan.batch, outputs: &outputs)
      let start = clock()
      for _ in 0..<repetitions {
        plan.infer(network: 0, inputs: base, count: plan.batch, outputs: &outputs)
      }
      return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e3 / Double(repetitions)
    }
  }

  private func step(_ number: Int) {
    if let labels {
      _ = plan.step(inputs: inputs, labels: labels, learningRate: 0.001, step: number)
    } else {
      _ = plan.step(inputs: inputs, targets: numbers, learningRate: 0.001, step: number)
    }
  }
}
