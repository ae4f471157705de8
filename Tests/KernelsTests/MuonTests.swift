import Architectures
import Kernels
import Testing

/// Steps of filters along the nearest orthogonal matrix of their mean gradient.
@Suite struct MuonTests {
  /// What the five rounds of the iteration make of 1, by the definition.
  private static let one = (0..<5).reduce(1 as Float) { value, _ in
    let square = value * value
    return value * (3.4445 - 4.775 * square + 2.0315 * square * square)
  }

  /// 1 x 1 convolutions of 1 to 4 and of 4 to 1 channels.
  private let network = NetworkDescription(
    name: "rows", input: Shape(height: 3, width: 3, channels: 1),
    layers: [
      .convolution(Convolution(kernel: 1, outputs: 4)),
      .convolution(Convolution(kernel: 1, outputs: 1)),
    ])

  @Test(arguments: [1, 1000] as [Float])
  func aFilterOfOneRowMovesAlongItsGradientWhateverItsLength(_ scale: Float) throws {
    for backend in [CPUBackend(), ReferenceBackend()] as [any Backend] {
      let step = try firstStep(backend, network, muon: Muon(), scale: scale)
      let length = step.gradient[0].map { $0 * $0 }.reduce(0, +).squareRoot()
      // The root mean square of an orthogonal row of four values is a half.
      let expected = step.gradient[0].map { -0.01 * 0.8 * 2 * Self.one * $0 / length }
      for (moved, along) in zip(step.moved[0], expected) {
        #expect(abs(moved - along) < 1e-5)
      }
    }
  }

  @Test func theLastLayerMovesByAdamW() throws {
    let with = try firstStep(CPUBackend(), network, muon: Muon(), scale: 1)
    let without = try firstStep(CPUBackend(), network, muon: nil, scale: 1)
    #expect(with.moved[1] == without.moved[1])
    #expect(with.moved[0] != without.moved[0])
  }

  /// A filter of 18 rows and 5 columns, and one of 5 rows and 12 columns.
  @Test func allDirectionsOfAStepAreAboutEquallyLong() throws {
    let network = NetworkDescription(
      name: "filters", input: Shape(height: 6, width: 6, channels: 2),
      layers: [
        .convolution(Convolution(kernel: 3, outputs: 5)),
        .convolution(Convolution(kernel: 1, outputs: 12)),
        .convolution(Convolution(kernel: 1, outputs: 7)),
      ])
    let step = try firstStep(CPUBackend(), network, muon: Muon(), scale: 1)
    for (index, shape) in [(18, 5), (5, 12)].enumerated() {
      let longer = Float(max(shape.0, shape.1))
      let matrix = step.moved[index].map { $0 / (0.01 * 0.8 * longer.squareRoot()) }
      let lengths = lengths(matrix, rows: shape.0, columns: shape.1)
      #expect(lengths.allSatisfy { $0 > 0.6 && $0 < 1.3 }, "\(index): \(lengths)")
    }
  }

  @Test func filtersWithoutAGradientOnlyDecay() throws {
    let samples = RandomSamples(network, loss: .squared, count: 2, seed: 1)
    for backend in [CPUBackend(), ReferenceBackend()] as [any Backend] {
      let plan = try backend.compile(
        [network], batch: 2, mode: .training(.squared, AdamW(weightDecay: 0.5), Muon()))
      plan.initialize(network: 0, seed: 3)
      let before = plan.parameters(network: 0)[0].values
      let none = [Float](repeating: .nan, count: samples.numbers.count)
      _ = plan.step(inputs: samples.inputs, targets: none, learningRate: 0.01, step: 1)
      let after = plan.parameters(network: 0)[0].values
      #expect(zip(before, after).allSatisfy { abs($0 * 0.995 - $1) < 1e-7 })
    }
  }

  /// Where the weights of each layer went in a first step of rate 0.01, and their gradients.
  private func firstStep(
    _ backend: any Backend, _ network: NetworkDescription, muon: Muon?, scale: Float
  ) throws -> (moved: [[Float]], gradient: [[Float]]) {
    let samples = RandomSamples(network, loss: .squared, count: 4, seed: 2)
    let plan = try backend.compile(
      [network], batch: 4, mode: .training(.squared, AdamW(weightDecay: 0), muon))
    plan.initialize(network: 0, seed: 3)
    let before = plan.parameters(network: 0).map(\.values)
    _ = plan.step(
      inputs: samples.inputs, targets: samples.numbers.map { $0 * scale }, learningRate: 0.01,
      step: 1)
    let after = plan.parameters(network: 0).map(\.values)
    // Of the first step, all means of gradients lie along them.
    let means = plan.optimizerState(network: 0).prefix(before.count).map(\.values)
    return (zip(before, after).map { old, new in zip(old, new).map { $1 - $0 } }, means)
  }

  /// How long the images of 50 random unit vectors of the shorter side are.
  private func lengths(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
    let shorter = min(rows, columns)
    let stream = CounterStream(seed: 5)
    return (0..<50).map { trial in
      var unit = (0..<shorter).map { stream.uniform(trial * shorter + $0, stream: 1) - 0.5 }
      let length = unit.map { $0 * $0 }.reduce(0, +).squareRoot()
      unit = unit.map { $0 / length }
      let image = (0..<max(rows, columns)).map { place -> Float in
        (0..<shorter).reduce(0) { sum, other in
          let index = rows >= columns ? place * columns + other : other * columns + place
          return sum + matrix[index] * unit[other]
        }
      }
      return image.map { $0 * $0 }.reduce(0, +).squareRoot()
    }
  }
}
