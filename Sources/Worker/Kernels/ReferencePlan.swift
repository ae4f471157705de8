internal import Architectures
internal import Documents

/// A plan of the reference backend.
final class ReferencePlan: Plan {
  let batch: Int
  private let mode: Mode
  private var networks: [ReferenceNetwork<Float>]
  private var first: [[Float]]
  private var second: [[Float]]

  init(_ networks: [NetworkDescription], batch: Int, mode: Mode) {
    self.batch = batch
    self.mode = mode
    self.networks = networks.map { ReferenceNetwork($0) }
    first = self.networks.map { Array(repeating: 0, count: $0.table.trainedCount) }
    second = first
  }

  var networkCount: Int { networks.count }

  var bytes: Int {
    networks.reduce(0) {
      $0 + $1.network.activationBytes(batch: batch) + 16 * $1.table.count
    }
  }

  func initialize(network: Int, seed: UInt64) {
    let description = networks[network].network
    let table = networks[network].table
    networks[network].values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      Initialization.fill(base, table: table, network: description, seed: seed)
    }
    forgetMoments(network)
  }

  func load(_ tensors: [NamedTensor], network: Int) throws(Failure) {
    let table = networks[network].table
    var values = networks[network].values
    try table.fill(&values, from: tensors)
    networks[network].values = values
    forgetMoments(network)
  }

  func parameters(network: Int) -> [NamedTensor] {
    networks[network].table.tensors(of: networks[network].values)
  }

  func optimizerState(network: Int) -> [NamedTensor] {
    networks[network].table.moments(first: first[network], second: second[network])
  }

  func restore(optimizerState: [NamedTensor], network: Int) throws(Failure) {
    try networks[network].table.fillMoments(
      first: &first[network], second: &second[network], from: optimizerState)
  }

  func step(
    _ samples: UnsafeBufferPointer<Samples>, learningRate: Float, step: Int, dropoutSeed: UInt64,
    losses: UnsafeMutablePointer<Float>
  ) {
    guard let loss = mode.loss, let optimizer = mode.optimizer else {
      preconditionFailure("a plan for training takes steps")
    }
    let pass = ReferenceNetwork<Float>.Pass(
      isTraining: true, dropout: CounterStream(seed: dropoutSeed), step: step)
    for index in networks.indices {
      let outputs = networks[index].forward(
        inputs(samples[index].inputs, index, batch), samples: batch, pass: pass)
      let mean = batchLoss(loss, network: index)
        .mean(outputs.map(Double.init), count: batch, targets: samples[index].targets)
      losses[index] = Float(mean.value)
      networks[index].backward(mean.gradient.map { Float($0) }, pass: pass)
      update(index, optimizer, learningRate: learningRate, step: step)
    }
  }

  func infer(
    network: Int, inputs: UnsafePointer<Float>, count: Int, outputs: UnsafeMutablePointer<Float>
  ) {
    for (place, value) in predict(network, inputs, count).enumerated() { outputs[place] = value }
  }

  func losses(
    network: Int, samples: Samples, count: Int, losses: UnsafeMutablePointer<Float>
  ) {
    guard let loss = mode.loss else { preconditionFailure("a plan for inference has no loss") }
    let outputs = predict(network, samples.inputs, count)
    let terms = batchLoss(loss, network: network)
      .evaluate(outputs.map(Double.init), count: count, targets: samples.targets)
    for (place, value) in terms.values.enumerated() { losses[place] = Float(value) }
  }

  private func forgetMoments(_ network: Int) {
    first[network] = Array(repeating: 0, count: first[network].count)
    second[network] = first[network]
  }

  private func inputs(_ start: UnsafePointer<Float>, _ network: Int, _ count: Int) -> [Float] {
    let description = networks[network].network
    return Array(
      UnsafeBufferPointer(
        start: start, count: count * description.views * description.input.count))
  }

  private func predict(
    _ network: Int, _ start: UnsafePointer<Float>, _ count: Int
  ) -> [Float] {
    precondition(count > 0 && count <= batch, "at most a batch at once")
    let pass = ReferenceNetwork<Float>.Pass(
      isTraining: false, dropout: CounterStream(seed: 0), step: 0)
    return networks[network].forward(
      inputs(start, network, count), samples: count, pass: pass)
  }

  private func batchLoss(_ loss: Loss, network: Int) -> ReferenceBatchLoss {
    ReferenceBatchLoss(loss: loss, output: networks[network].network.output)
  }

  private func update(_ index: Int, _ optimizer: AdamW, learningRate: Float, step: Int) {
    let table = networks[index].table
    for (parameter, offset) in zip(table.parameters, table.offsets) where parameter.isTrained {
      let places = offset..<offset + parameter.count
      if let muon = mode.muon, parameter.role == .weight,
        Muon.moves(parameter.layer, of: networks[index].network)
      {
        let outputs = parameter.shape[parameter.shape.count - 1]
        moveByMuon(
          index, places, outputs: outputs, muon, optimizer, learningRate: learningRate)
      } else {
        moveByAdamW(index, places, optimizer, learningRate: learningRate, step: step)
      }
    }
  }

  private func moveByMuon(
    _ index: Int, _ places: Range<Int>, outputs: Int, _ muon: Muon, _ optimizer: AdamW,
    learningRate: Float
  ) {
    let share = 1 - muon.momentum
    let ahead = places.map { place in
      let slope = networks[index].gradient[place]
      first[index][place] += share * (slope - first[index][place])
      return first[index][place] + share * (slope - first[index][place])
    }
    let rows = places.count / outputs
    let step = learningRate * muon.size * Float(max(rows, outputs)).squareRoot()
    let direction = ReferenceOrthogonalization.nearest(ahead.map { Double($0) }, columns: outputs)
    for (place, part) in zip(places, direction) {
      networks[index].values[place] *= 1 - learningRate * optimizer.weightDecay
      networks[index].values[place] -= step * Float(part)
    }
  }

  private func moveByAdamW(
    _ index: Int, _ places: Range<Int>, _ optimizer: AdamW, learningRate: Float, step: Int
  ) {
    let (bias1, bias2) = optimizer.corrections(step: step)
    for place in places {
      let slope = networks[index].gradient[place]
      first[index][place] += (1 - optimizer.beta1) * (slope - first[index][place])
      second[index][place] =
        optimizer.beta2 * second[index][place] + (1 - optimizer.beta2) * slope * slope
      let root = (second[index][place] / bias2).squareRoot() + optimizer.epsilon
      networks[index].values[place] *= 1 - learningRate * optimizer.weightDecay
      networks[index].values[place] -= learningRate / bias1 * first[index][place] / root
    }
  }
}
