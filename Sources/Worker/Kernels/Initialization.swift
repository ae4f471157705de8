internal import Architectures

/// Initial values, by counter.
enum Initialization {
  /// Fills the flat array of `table` for `network` from the stream of `seed`.
  ///
  /// A weight is uniform in ±sqrt(1 / inputs), as PyTorch's layers begin (He's distribution with a
  /// leaky slope of sqrt 5). He's own bound is 2.4 times wider; under batch normalisation a
  /// weight's size only divides its learning rate, and short trainings then end too early. Scales
  /// and running variances are 1, all else is 0.
  static func fill(
    _ values: UnsafeMutablePointer<Float>, table: ParameterTable, network: NetworkDescription,
    seed: UInt64
  ) {
    let stream = CounterStream(seed: seed)
    for (index, parameter) in table.parameters.enumerated() {
      let start = values + table.offsets[index]
      switch parameter.role {
      case .weight:
        let inputs = parameter.count / parameter.shape[parameter.shape.count - 1]
        let bound = (1 / Float(inputs)).squareRoot()
        for place in 0..<parameter.count {
          start[place] = (2 * stream.uniform(place, stream: index) - 1) * bound
        }
      case .scale, .runningVariance:
        for place in 0..<parameter.count { start[place] = 1 }
      case .bias, .offset, .runningMean:
        for place in 0..<parameter.count { start[place] = 0 }
      }
    }
  }
}
