/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as PyTorch computes it.
package struct AdamW: Equatable, Sendable {
  /// The decay of the mean of the gradients.
  package var beta1: Float = 0.9
  /// The decay of the mean of their squares.
  package var beta2: Float
  /// Added to the root of the second moment.
  package var epsilon: Float = 1e-8
  /// The share of every trained value that a step of learning rate 1 takes away.
  package var weightDecay: Float

  /// The usual moments with this weight decay, or squares that are forgotten faster.
  package init(weightDecay: Float = 1e-4, beta2: Float = 0.999) {
    self.weightDecay = weightDecay
    self.beta2 = beta2
  }

  /// 1 - beta^step for both moments; `step` counts from 1.
  package func corrections(step: Int) -> (first: Float, second: Float) {
    (
      Float(1 - Elementary.power(Double(beta1), step)),
      Float(1 - Elementary.power(Double(beta2), step))
    )
  }
}
