internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// Trains one network with a one-cycle learning rate, and continues from checkpoints.
struct Trainer {
  /// Writes the samples of a batch: the samples' numbers, room for inputs, room for targets.
  typealias Fill = ([Int], UnsafeMutablePointer<Float>, UnsafeMutableRawPointer) -> Void

  let plan: any Plan
  let settings: TrainingSettings
  /// The name of this training: checkpoints of any other one are refused.
  let name: Digest
  /// The seed of initial weights and dropout.
  let seed: UInt64
  /// Numbers per input.
  let inputCount: Int
  /// Numbers or labels per target.
  let targetCount: Int

  /// Trains from the beginning, or from the environment's checkpoint, to the end.
  ///
  /// - Returns: the mean loss of each step's batch.
  /// - Throws: `CancellationError`, or `Failure` (data) where the checkpoint is another training's.
  func run(
    order: BatchOrder, part: ClosedRange<Double>, in environment: JobEnvironment, fill: Fill
  ) throws -> [Float] {
    var order = order
    var losses = try begin(from: environment.checkpoint)
    let inputs = UnsafeMutablePointer<Float>.allocate(capacity: settings.batch * inputCount)
    let targets = UnsafeMutablePointer<Int32>.allocate(capacity: settings.batch * targetCount)
    defer {
      inputs.deallocate()
      targets.deallocate()
    }
    let schedule = OneCycle(peak: Float(settings.learningRate), steps: settings.steps)
    let watch = environment.watch(part: part)
    let clock = ContinuousClock()
    var saved = clock.now
    for step in losses.count..<settings.steps {
      try watch.check()
      fill(order.samples(ofStep: step), inputs, UnsafeMutableRawPointer(targets))
      losses.append(
        self.step(step, rate: schedule.rate(at: step), inputs: inputs, targets: targets))
      let done = step + 1
      watch.progress(Double(done) / Double(settings.steps), "step \(done) of \(settings.steps)")
      if done < settings.steps, clock.now - saved >= .seconds(environment.checkpointInterval) {
        environment.saveCheckpoint(try checkpoint(losses))
        saved = clock.now
      }
    }
    return losses
  }

  private func step(
    _ step: Int, rate: Float, inputs: UnsafePointer<Float>, targets: UnsafePointer<Int32>
  ) -> Float {
    var loss: Float = 0
    let samples = Samples(inputs: inputs, targets: UnsafeRawPointer(targets))
    withUnsafePointer(to: samples) { samples in
      plan.step(
        UnsafeBufferPointer(start: samples, count: 1), learningRate: rate, step: step + 1,
        dropoutSeed: seed, losses: &loss)
    }
    return loss
  }

  private func begin(from checkpoint: [UInt8]?) throws -> [Float] {
    guard let checkpoint else {
      plan.initialize(network: 0, seed: seed)
      return []
    }
    let file = try TensorFile(reading: checkpoint, name: "checkpoint")
    guard file["training"] == name.description, let losses = file.tensor("losses")?.values,
      losses.count < settings.steps
    else {
      throw Failure(.data, "the checkpoint belongs to another training; remove it")
    }
    try plan.load(Self.strip("parameters/", from: file), network: 0)
    try plan.restore(optimizerState: inOrder(Self.strip("moments/", from: file)), network: 0)
    return losses
  }

  /// The moments in the order in which the plan gives them; files are sorted by name.
  private func inOrder(_ tensors: [NamedTensor]) -> [NamedTensor] {
    let places = plan.optimizerState(network: 0).map(\.name)
    return places.compactMap { name in tensors.first { $0.name == name } }
  }

  private func checkpoint(_ losses: [Float]) throws -> [UInt8] {
    let tensors =
      [NamedTensor(name: "losses", shape: [losses.count], values: losses)]
      + Self.add("parameters/", to: plan.parameters(network: 0))
      + Self.add("moments/", to: plan.optimizerState(network: 0))
    return try TensorFile(tensors: tensors, texts: ["training": name.description]).content()
  }

  private static func add(_ prefix: String, to tensors: [NamedTensor]) -> [NamedTensor] {
    tensors.map { NamedTensor(name: prefix + $0.name, shape: $0.shape, values: $0.values) }
  }

  private static func strip(_ prefix: String, from file: TensorFile) -> [NamedTensor] {
    file.tensors(prefix).map {
      NamedTensor(
        name: String($0.name.dropFirst(prefix.count)), shape: $0.shape, values: $0.values)
    }
  }
}
