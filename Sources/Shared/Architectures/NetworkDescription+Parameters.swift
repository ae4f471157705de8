extension NetworkDescription {
  /// Every tensor of the network, layer by layer, running statistics included.
  package var parameters: [Parameter] {
    layers.indices.flatMap { parameters(ofLayer: $0) }
  }

  /// The tensors of layer `index`: weight, bias, or scale, offset and running statistics.
  package func parameters(ofLayer index: Int) -> [Parameter] {
    let label = label(of: index)
    let source = input(of: index)
    func make(_ name: String, _ shape: [Int], _ role: Parameter.Role) -> Parameter {
      Parameter(name: "\(label).\(name)", shape: shape, role: role, layer: index)
    }
    switch layers[index] {
    case .convolution(let convolution):
      let taps = convolution.kernel
      let outputs = convolution.outputs
      let weight = make("weight", [taps, taps, source.channels, outputs], .weight)
      switch convolution.bias {
      case .none:
        return [weight]
      case .perChannel:
        return [weight, make("bias", [outputs], .bias)]
      case .perPosition:
        let shape = shapes[index]
        return [weight, make("bias", [shape.height, shape.width, outputs], .bias)]
      }
    case .linear(let outputs, let bias):
      let weight = make("weight", [source.count, outputs], .weight)
      return bias ? [weight, make("bias", [outputs], .bias)] : [weight]
    case .batchNorm(let affine):
      let shape = [source.channels]
      let learned = [make("scale", shape, .scale), make("offset", shape, .offset)]
      let running = [
        make("running_mean", shape, .runningMean),
        make("running_variance", shape, .runningVariance),
      ]
      return affine ? learned + running : running
    case .relu, .add, .from, .pixelShuffle, .dropout, .maxPool, .joinViews:
      return []
    }
  }
}
