/// What a plan is compiled for.
package enum Mode: Sendable {
  /// Steps that change the parameters, filters by Muon where it is given and all else by AdamW; also
  /// losses and inference, with running statistics.
  case training(Loss, AdamW, Muon? = nil)
  /// Losses of images, and inference.
  case evaluation(Loss)
  /// Inference alone.
  case inference

  /// What is computed from the outputs; nil for inference.
  package var loss: Loss? {
    switch self {
    case .training(let loss, _, _), .evaluation(let loss): loss
    case .inference: nil
    }
  }

  /// The optimiser of all that Muon does not move; nil without training.
  package var optimizer: AdamW? {
    if case .training(_, let optimizer, _) = self { return optimizer }
    return nil
  }

  /// The optimiser of filters; nil where AdamW moves them too.
  package var muon: Muon? {
    if case .training(_, _, let muon) = self { return muon }
    return nil
  }
}
