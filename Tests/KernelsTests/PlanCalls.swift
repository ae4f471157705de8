import Architectures
import Kernels

/// The outputs of `count` samples.
func infer(
  _ plan: any Plan, _ network: NetworkDescription, _ inputs: [Float], _ count: Int
) -> [Float] {
  var outputs = [Float](repeating: 0, count: count * network.output.count)
  inputs.withUnsafeBufferPointer {
    guard let base = $0.baseAddress else { return }
    plan.infer(network: 0, inputs: base, count: count, outputs: &outputs)
  }
  return outputs
}

/// The losses of `count` samples.
func losses(_ plan: any Plan, _ samples: RandomSamples, _ count: Int) -> [Float] {
  var losses = [Float](repeating: 0, count: count)
  samples.inputs.withUnsafeBufferPointer { inputs in
    samples.withTargets { targets in
      guard let base = inputs.baseAddress else { return }
      plan.losses(
        network: 0, samples: Samples(inputs: base, targets: targets), count: count,
        losses: &losses)
    }
  }
  return losses
}
