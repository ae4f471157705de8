/// What a plan is compiled for.
package enum Mode: Sendable {
  /// Steps that change the parameters; also losses and inference, with running statistics.
  case training(Loss, AdamW)
  /// Losses of images, and inference.
  case evaluation(Loss)
  /// Inference alone.
  case inference

  /// What is computed from the outputs; nil for inference.
  package var loss: Loss? {
    switch self {
    case .training(let loss, _), .evaluation(let loss): loss
    case .inference: nil
    }
  }

  /// The optimiser; nil without training.
  package var optimizer: AdamW? {
    if case .training(_, let optimizer) = self { return optimizer }
    return nil
  }
}
