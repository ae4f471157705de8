package import Documents

/// Networks ready to run, with all their memory; belongs to one thread.
///
/// Results never depend on the group: each network computes as if it were alone.
package protocol Plan: AnyObject {
  /// The number of networks in the group.
  var networkCount: Int { get }

  /// The number of samples of a step.
  var batch: Int { get }

  /// Bytes this plan holds.
  var bytes: Int { get }

  /// Fills the parameters of `network` from the stream of `seed`, and forgets its moments.
  func initialize(network: Int, seed: UInt64)

  /// Takes parameters and running statistics, all by name, and forgets the moments.
  func load(_ tensors: [NamedTensor], network: Int) throws(Failure)

  /// The parameters and running statistics, in the order of the description.
  func parameters(network: Int) -> [NamedTensor]

  /// The moments of the optimiser: with the parameters, all that a continuation needs.
  func optimizerState(network: Int) -> [NamedTensor]

  /// Takes the moments that `optimizerState` gave.
  func restore(optimizerState: [NamedTensor], network: Int) throws(Failure)

  /// One training step of every network on `batch` samples each.
  ///
  /// `samples` and `losses` have an entry per network; `losses` receives the loss of the batch
  /// before the update: the mean over the images with valid targets, NaN where none has any.
  /// `step` counts from 1 (bias correction and dropout depend on it).
  func step(
    _ samples: UnsafeBufferPointer<Samples>, learningRate: Float, step: Int, dropoutSeed: UInt64,
    losses: UnsafeMutablePointer<Float>)

  /// Computes `count` <= batch outputs [sample][row][column][channel], with running statistics.
  func infer(
    network: Int, inputs: UnsafePointer<Float>, count: Int, outputs: UnsafeMutablePointer<Float>)

  /// The loss of each of `count` <= batch samples, with running statistics; NaN where no target
  /// of a sample is valid.
  func losses(
    network: Int, samples: Samples, count: Int, losses: UnsafeMutablePointer<Float>)
}

extension Plan {
  /// One step of a plan of one network whose targets are numbers; the mean loss of the batch.
  package func step(
    inputs: [Float], targets: [Float], learningRate: Float, step: Int, dropoutSeed: UInt64 = 0
  ) -> Float {
    targets.withUnsafeBytes {
      self.step(
        inputs: inputs, rawTargets: $0, learningRate: learningRate, step: step,
        dropoutSeed: dropoutSeed)
    }
  }

  /// One step of a plan of one network whose targets are labels; the mean loss of the batch.
  package func step(
    inputs: [Float], labels: [Int32], learningRate: Float, step: Int, dropoutSeed: UInt64 = 0
  ) -> Float {
    labels.withUnsafeBytes {
      self.step(
        inputs: inputs, rawTargets: $0, learningRate: learningRate, step: step,
        dropoutSeed: dropoutSeed)
    }
  }

  private func step(
    inputs: [Float], rawTargets: UnsafeRawBufferPointer, learningRate: Float, step: Int,
    dropoutSeed: UInt64
  ) -> Float {
    precondition(networkCount == 1, "a group takes the samples of each network")
    guard let targets = rawTargets.baseAddress else { return 0 }
    return inputs.withUnsafeBufferPointer { inputs -> Float in
      guard let base = inputs.baseAddress else { return 0 }
      let samples = Samples(inputs: base, targets: targets)
      var loss: Float = 0
      withUnsafePointer(to: samples) {
        self.step(
          UnsafeBufferPointer(start: $0, count: 1), learningRate: learningRate, step: step,
          dropoutSeed: dropoutSeed, losses: &loss)
      }
      return loss
    }
  }
}
