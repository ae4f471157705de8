package import Architectures

/// The loss of a training pass and its gradient in double precision: the oracle of gradients.
package struct ReferenceGradient {
  private var network: ReferenceNetwork<Double>
  private let loss: Loss
  private let pass: ReferenceNetwork<Double>.Pass

  /// An oracle for `network` with `loss`, with the dropout of (`dropoutSeed`, `step`).
  package init(
    network: NetworkDescription, loss: Loss, dropoutSeed: UInt64 = 0, step: Int = 1
  ) {
    self.network = ReferenceNetwork(network)
    self.loss = loss
    pass = ReferenceNetwork.Pass(
      isTraining: true, dropout: CounterStream(seed: dropoutSeed), step: step)
  }

  /// The loss of a batch of `samples` samples for the trained values `parameters` (flat, in the order of
  /// the table), and its gradient.
  package mutating func evaluate(
    parameters: [Double], inputs: [Double], samples: Int, targets: UnsafeRawPointer
  ) -> (loss: Double, gradient: [Double]) {
    network.values.replaceSubrange(0..<parameters.count, with: parameters)
    let outputs = network.forward(inputs, samples: samples, pass: pass)
    let mean = ReferenceBatchLoss(loss: loss, output: network.network.output)
      .mean(outputs, count: samples, targets: targets)
    network.backward(mean.gradient, pass: pass)
    return (mean.value, network.gradient)
  }
}
