internal import Architectures

/// A network evaluated layer by layer, by the definitions, keeping everything.
struct ReferenceNetwork<Scalar: BinaryFloatingPoint> {
  /// What depends on the step: training or not, and the stream of dropout.
  struct Pass {
    let isTraining: Bool
    let dropout: CounterStream
    let step: Int
  }

  let network: NetworkDescription
  let table: ParameterTable
  var values: [Scalar]
  private(set) var gradient: [Scalar]
  private var input: ReferenceMap<Scalar>
  private var outputs: [ReferenceMap<Scalar>] = []

  init(_ network: NetworkDescription) {
    self.network = network
    table = ParameterTable(network)
    values = Array(repeating: 0, count: table.count)
    gradient = Array(repeating: 0, count: table.trainedCount)
    input = ReferenceMap(images: 0, shape: network.input)
  }

  /// The outputs for `samples` samples; training measures and tracks the batch statistics.
  mutating func forward(_ inputs: [Scalar], samples: Int, pass: Pass) -> [Scalar] {
    input = ReferenceMap(images: samples * network.views, shape: network.input, values: inputs)
    outputs = []
    for index in network.layers.indices {
      outputs.append(evaluate(index, pass))
    }
    return outputs[outputs.count - 1].values
  }

  /// Fills `gradient` for the gradient of the outputs of the last forward (training) pass.
  mutating func backward(_ outputGradient: [Scalar], pass: Pass) {
    gradient = Array(repeating: 0, count: table.trainedCount)
    var slopes = outputs.map { ReferenceMap<Scalar>(images: $0.images, shape: $0.shape) }
    slopes[slopes.count - 1].values = outputGradient
    for index in network.layers.indices.reversed() {
      let (source, slope, other) = propagate(index, slopes[index], pass)
      for (target, term) in [(source, slope), other].compactMap({ $0 }) where target >= 0 {
        for place in term.values.indices { slopes[target].values[place] += term.values[place] }
      }
    }
  }

  private func output(_ index: Int) -> ReferenceMap<Scalar> {
    index < 0 ? input : outputs[index]
  }

  private func tensor(_ layer: Int, _ role: Parameter.Role) -> [Scalar] {
    guard let index = table.parameters.firstIndex(where: { $0.layer == layer && $0.role == role })
    else { return [] }
    return Array(
      values[table.offsets[index]..<table.offsets[index] + table.parameters[index].count])
  }

  private mutating func store(_ terms: [Scalar], _ layer: Int, _ role: Parameter.Role) {
    guard !terms.isEmpty, let offset = table.offset(layer: layer, role: role) else { return }
    gradient.replaceSubrange(offset..<offset + terms.count, with: terms)
  }

  private func convolution(_ index: Int, _ form: Convolution) -> ReferenceConvolution<Scalar> {
    ReferenceConvolution(
      form: form, weight: tensor(index, .weight), bias: tensor(index, .bias))
  }

  private func flat(_ map: ReferenceMap<Scalar>) -> ReferenceMap<Scalar> {
    map.reshaped(images: map.images, shape: Shape(vector: map.shape.count))
  }

  private func dropoutFactor(_ index: Int, _ place: Int, rate: Float, _ pass: Pass) -> Scalar {
    guard pass.isTraining else { return 1 }
    let kept = pass.dropout.uniform(place, stream: index, step: pass.step) >= rate
    return kept ? Scalar(1 / (1 - rate)) : 0
  }

  private func scale(_ index: Int) -> (scale: [Scalar], offset: [Scalar]) {
    let channels = network.shapes[index].channels
    let scale = tensor(index, .scale)
    guard scale.isEmpty else { return (scale, tensor(index, .offset)) }
    return (Array(repeating: 1, count: channels), Array(repeating: 0, count: channels))
  }

  private mutating func evaluate(_ index: Int, _ pass: Pass) -> ReferenceMap<Scalar> {
    var result = output(index - 1)
    switch network.layers[index] {
    case .convolution(let form):
      return convolution(index, form).forward(result)
    case .linear(let outputs, _):
      return convolution(index, Convolution(kernel: 1, outputs: outputs)).forward(flat(result))
    case .batchNorm:
      let statistics = statistics(index, of: result, pass)
      let (scale, offset) = scale(index)
      return statistics.forward(result, scale: scale, offset: offset)
    case .relu:
      result.values = result.values.map { $0 > 0 ? $0 : 0 }
    case .add(let other):
      let terms = output(other).values
      for place in terms.indices { result.values[place] += terms[place] }
    case .from(let other):
      return output(other)
    case .pixelShuffle(let factor):
      var shuffled = ReferenceMap<Scalar>(images: result.images, shape: network.shapes[index])
      eachShuffled(result, factor: factor) { shuffled.values[$1] = result.values[$0] }
      return shuffled
    case .dropout(let rate):
      for place in result.values.indices {
        result.values[place] *= dropoutFactor(index, place, rate: rate, pass)
      }
    case .maxPool(let kernel, let stride):
      var pooled = ReferenceMap<Scalar>(images: result.images, shape: network.shapes[index])
      let winners = winners(result, kernel: kernel, stride: stride, output: pooled.shape)
      for (place, winner) in winners.enumerated() { pooled.values[place] = result.values[winner] }
      return pooled
    case .joinViews(let views):
      return result.reshaped(images: result.images / views, shape: network.shapes[index])
    }
    return result
  }

  private mutating func statistics(
    _ index: Int, of map: ReferenceMap<Scalar>, _ pass: Pass
  ) -> ReferenceNormalization<Scalar> {
    guard let mean = table.offset(layer: index, role: .runningMean),
      let variance = table.offset(layer: index, role: .runningVariance)
    else { preconditionFailure("a batch normalisation has running statistics") }
    guard pass.isTraining else {
      return ReferenceNormalization(
        mean: tensor(index, .runningMean), variance: tensor(index, .runningVariance))
    }
    let measured = ReferenceNormalization(measuring: map)
    let count = Scalar(map.values.count / map.shape.channels)
    for channel in 0..<map.shape.channels {
      let unbiased = measured.variance[channel] * count / (count - 1)
      values[mean + channel] += (measured.mean[channel] - values[mean + channel]) / 10
      values[variance + channel] += (unbiased - values[variance + channel]) / 10
    }
    return measured
  }

  private typealias Slopes = (Int, ReferenceMap<Scalar>, (Int, ReferenceMap<Scalar>)?)

  private mutating func propagate(
    _ index: Int, _ slope: ReferenceMap<Scalar>, _ pass: Pass
  ) -> Slopes {
    let source = output(index - 1)
    var result = slope
    switch network.layers[index] {
    case .convolution(let form):
      let terms = convolution(index, form).backward(source, gradient: slope)
      store(terms.weight, index, .weight)
      store(terms.bias, index, .bias)
      return (index - 1, terms.input, nil)
    case .linear(let outputs, _):
      let form = Convolution(kernel: 1, outputs: outputs)
      let terms = convolution(index, form).backward(flat(source), gradient: slope)
      store(terms.weight, index, .weight)
      store(terms.bias, index, .bias)
      return (index - 1, terms.input.reshaped(images: source.images, shape: source.shape), nil)
    case .batchNorm:
      let statistics = ReferenceNormalization(measuring: source)
      let terms = statistics.backward(source, scale: scale(index).scale, gradient: slope)
      store(terms.scale, index, .scale)
      store(terms.offset, index, .offset)
      return (index - 1, terms.input, nil)
    case .relu:
      for place in result.values.indices where outputs[index].values[place] <= 0 {
        result.values[place] = 0
      }
    case .add(let other):
      return (index - 1, slope, (other, slope))
    case .from(let other):
      return (other, slope, nil)
    case .pixelShuffle(let factor):
      var unshuffled = ReferenceMap<Scalar>(images: source.images, shape: source.shape)
      eachShuffled(source, factor: factor) { unshuffled.values[$0] = slope.values[$1] }
      return (index - 1, unshuffled, nil)
    case .dropout(let rate):
      for place in result.values.indices {
        result.values[place] *= dropoutFactor(index, place, rate: rate, pass)
      }
    case .maxPool(let kernel, let stride):
      var unpooled = ReferenceMap<Scalar>(images: source.images, shape: source.shape)
      let winners = winners(source, kernel: kernel, stride: stride, output: slope.shape)
      for (place, winner) in winners.enumerated() { unpooled.values[winner] += slope.values[place] }
      return (index - 1, unpooled, nil)
    case .joinViews:
      return (index - 1, slope.reshaped(images: source.images, shape: source.shape), nil)
    }
    return (index - 1, result, nil)
  }
}
