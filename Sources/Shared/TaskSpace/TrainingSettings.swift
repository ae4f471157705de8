package import Documents

/// How a network is trained: AdamW with a one-cycle learning rate.
package struct TrainingSettings: Hashable, Sendable {
  /// Steps of gradient descent.
  package let steps: Int
  /// Images a step.
  package let batch: Int
  /// The highest learning rate of the cycle.
  package let learningRate: Double
  /// The weights' decay, decoupled from the gradient.
  package let weightDecay: Double

  /// Makes settings; `steps` and `batch` must be positive.
  package init(steps: Int, batch: Int, learningRate: Double, weightDecay: Double) {
    precondition(steps > 0 && batch > 0, "a training has steps, and a step has images")
    self.steps = steps
    self.batch = batch
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }

  /// The settings as a JSON object.
  package var json: JSON {
    [
      "steps": .number(Double(steps)), "batch": .number(Double(batch)),
      "learningRate": .number(learningRate), "weightDecay": .number(weightDecay),
    ]
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON?) throws(Failure) {
    guard let json, let steps = json["steps"]?.integer, let batch = json["batch"]?.integer,
      steps > 0, batch > 0, let learningRate = json["learningRate"]?.number,
      let weightDecay = json["weightDecay"]?.number
    else { throw Failure(.data, "malformed training settings in a job") }
    self.init(steps: steps, batch: batch, learningRate: learningRate, weightDecay: weightDecay)
  }
}
