internal import Architectures
internal import CKernels
internal import Documents

/// Networks laid out for the C kernels, each in its own arena.
final class CPUPlan: Plan {
  let batch: Int
  private let mode: Mode
  private let level: Int32
  private let descriptions: [NetworkDescription]
  private let tables: [ParameterTable]
  private var nets: [OpaquePointer] = []

  init(
    _ networks: [NetworkDescription], batch: Int, mode: Mode, level: Int32
  ) throws(Failure) {
    self.batch = batch
    self.mode = mode
    self.level = level
    descriptions = networks
    tables = networks.map { ParameterTable($0) }
    for (index, network) in networks.enumerated() {
      let stages = try StageList(network, orthogonal: mode.muon != nil)
      nets.append(try Self.create(network, stages, tables[index], batch: batch, mode: mode))
    }
  }

  deinit {
    for net in nets { ck_destroy(net) }
  }

  var networkCount: Int { nets.count }

  var bytes: Int { nets.reduce(0) { $0 + Int(ck_bytes($1)) } }

  func initialize(network: Int, seed: UInt64) {
    Initialization.fill(
      ck_values(nets[network]), table: tables[network], network: descriptions[network],
      seed: seed)
    forgetMoments(network)
  }

  func load(_ tensors: [NamedTensor], network: Int) throws(Failure) {
    try tables[network].fill(ck_values(nets[network]), from: tensors)
    forgetMoments(network)
  }

  func parameters(network: Int) -> [NamedTensor] {
    tables[network].tensors(of: ck_values(nets[network]))
  }

  func optimizerState(network: Int) -> [NamedTensor] {
    precondition(mode.optimizer != nil, "only training has moments")
    return tables[network].moments(first: ck_first(nets[network]), second: ck_second(nets[network]))
  }

  func restore(optimizerState: [NamedTensor], network: Int) throws(Failure) {
    precondition(mode.optimizer != nil, "only training has moments")
    try tables[network].fillMoments(
      first: ck_first(nets[network]), second: ck_second(nets[network]), from: optimizerState)
  }

  func step(
    _ samples: UnsafeBufferPointer<Samples>, learningRate: Float, step: Int, dropoutSeed: UInt64,
    losses: UnsafeMutablePointer<Float>
  ) {
    guard let optimizer = mode.optimizer else {
      preconditionFailure("a plan for training takes steps")
    }
    precondition(samples.count == nets.count, "each network has its samples")
    let (correction1, correction2) = optimizer.corrections(step: step)
    var update = ck_update(
      rate: learningRate, beta1: optimizer.beta1, beta2: optimizer.beta2,
      epsilon: optimizer.epsilon, decay: optimizer.weightDecay, correction1: correction1,
      correction2: correction2, momentum: mode.muon?.momentum ?? 0, size: mode.muon?.size ?? 0,
      number: UInt32(truncatingIfNeeded: step), dropout_seed: dropoutSeed)
    for index in nets.indices {
      checkLabels(samples[index], network: index, count: batch)
      losses[index] = ck_step(
        nets[index], level, samples[index].inputs, samples[index].targets, &update)
    }
  }

  func infer(
    network: Int, inputs: UnsafePointer<Float>, count: Int, outputs: UnsafeMutablePointer<Float>
  ) {
    precondition(count > 0 && count <= batch, "at most a batch at once")
    ck_infer(nets[network], level, inputs, Int64(count), outputs)
  }

  func losses(
    network: Int, samples: Samples, count: Int, losses: UnsafeMutablePointer<Float>
  ) {
    precondition(count > 0 && count <= batch, "at most a batch at once")
    precondition(mode.loss != nil, "a plan for inference has no loss")
    checkLabels(samples, network: network, count: count)
    ck_losses(nets[network], level, samples.inputs, samples.targets, Int64(count), losses)
  }

  private func checkLabels(_ samples: Samples, network: Int, count: Int) {
    guard mode.loss?.usesLabels == true else { return }
    let output = descriptions[network].output
    let labels = samples.targets.assumingMemoryBound(to: Int32.self)
    for place in 0..<count * output.positions {
      precondition(Int(labels[place]) < output.channels, "a label names a channel")
    }
  }

  private func forgetMoments(_ network: Int) {
    guard mode.optimizer != nil else { return }
    let first = ck_first(nets[network])
    let second = ck_second(nets[network])
    for place in 0..<tables[network].trainedCount {
      first?[place] = 0
      second?[place] = 0
    }
  }

  private static func create(
    _ network: NetworkDescription, _ stages: StageList, _ table: ParameterTable, batch: Int,
    mode: Mode
  ) throws(Failure) -> OpaquePointer {
    let forms = stages.forms
    var plan = ck_plan(
      stages: Int64(forms.count), batch: Int64(batch), values: Int64(table.count),
      trained: Int64(table.trainedCount), shuffle: Int64(stages.shuffle),
      loss: Int64((mode.loss ?? .absolute).number), training: mode.optimizer == nil ? 0 : 1)
    let classes = network.output.channels
    let weights = mode.loss?.classWeights ?? Array(repeating: 1, count: classes)
    precondition(weights.count == classes, "each class has a weight")
    precondition(weights.allSatisfy { $0 > 0 && $0.isFinite }, "weights are positive")
    guard let net = weights.withUnsafeBufferPointer({ ck_create(&plan, forms, $0.baseAddress) })
    else {
      throw Failure(
        .unavailable,
        "there is not enough memory for network \(network.name) with batches of \(batch);"
          + " close other programs or take a smaller batch")
    }
    return net
  }
}
