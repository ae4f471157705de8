package import Documents

/// How a network is trained: an optimiser with a one-cycle learning rate.
package struct TrainingSettings: Hashable, Sendable {
  /// What moves the trained values.
  package enum Optimizer: String, CaseIterable, Sendable {
    /// Adam with decoupled weight decay, for all of them.
    case adamw
    /// Muon for the filters of convolutions but a network's last layer, AdamW for all else.
    case muon
  }

  /// Steps of gradient descent.
  package let steps: Int
  /// Images a step.
  package let batch: Int
  /// The highest learning rate of the cycle.
  package let learningRate: Double
  /// The weights' decay, decoupled from the gradient.
  package let weightDecay: Double
  /// What moves the trained values.
  package let optimizer: Optimizer

  /// Makes settings; `steps` and `batch` must be positive.
  package init(
    steps: Int, batch: Int, learningRate: Double, weightDecay: Double,
    optimizer: Optimizer = .adamw
  ) {
    precondition(steps > 0 && batch > 0, "a training has steps, and a step has images")
    self.steps = steps
    self.batch = batch
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.optimizer = optimizer
  }

  /// The settings as a JSON object; AdamW goes without saying, so that what was trained before there
  /// was a choice keeps its name.
  package var json: JSON {
    let members: [JSON.Member] = [
      .init("steps", .number(Double(steps))), .init("batch", .number(Double(batch))),
      .init("learningRate", .number(learningRate)), .init("weightDecay", .number(weightDecay)),
    ]
    let choice: [JSON.Member] =
      optimizer == .adamw ? [] : [.init("optimizer", .string(optimizer.rawValue))]
    return .object(members + choice)
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON?) throws(Failure) {
    guard let json, let steps = json["steps"]?.integer, let batch = json["batch"]?.integer,
      steps > 0, batch > 0, let learningRate = json["learningRate"]?.number,
      let weightDecay = json["weightDecay"]?.number,
      let name = (json["optimizer"] ?? .string(Optimizer.adamw.rawValue)).text,
      let optimizer = Optimizer(rawValue: name)
    else { throw Failure(.data, "malformed training settings in a job") }
    self.init(
      steps: steps, batch: batch, learningRate: learningRate, weightDecay: weightDecay,
      optimizer: optimizer)
  }
}
