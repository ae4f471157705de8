import Glibc
import Kernels
import TestSupport
import Testing

/// Losses of least-squares estimates, beside their definitions in double precision.
@Suite struct EstimateLossTests {
  private static let losses: [Loss] = [
    .absolute, .squared, .binaryCrossEntropy, .crossEntropy,
    .weightedCrossEntropy([0.5, 1, 8, 2, 0.1]), .softCrossEntropy,
  ]

  /// Everything of one image, with targets that are not valid here and there.
  private struct Image {
    let loss: Loss
    let positions: Int
    let channels: Int
    var prediction: [Float]
    var numbers: [Float] = []
    var labels: [Int32] = []

    init(_ loss: Loss, positions: Int, channels: Int, _ generator: inout SeededGenerator) {
      (self.loss, self.positions, self.channels) = (loss, positions, channels)
      let count = positions * channels
      // Estimates of probabilities leave 0...1 on both sides.
      prediction = (0..<count).map { _ in Float.random(in: -0.4...1.4, using: &generator) }
      if loss.usesLabels {
        labels = (0..<positions).map { _ in
          Int32.random(in: -1..<Int32(channels), using: &generator)
        }
      } else if loss == .softCrossEntropy {
        numbers = (0..<positions).flatMap { _ -> [Float] in
          var shares = (0..<channels).map { _ in Float.random(in: 0...1, using: &generator) }
          shares[0] = 0
          let sum = shares.reduce(0, +)
          let isKnown = Float.random(in: 0...1, using: &generator) > 0.2
          return shares.map { isKnown ? $0 / sum : .nan }
        }
      } else {
        numbers = (0..<count).map { _ in
          let value = Float.random(in: 0...1, using: &generator)
          return value < 0.2 ? .nan : value > 0.9 ? 1 : value < 0.3 ? 0 : value
        }
      }
    }

    func value(_ set: InstructionSet) -> Float {
      let loss = EstimateLoss(loss, channels: channels, set)
      return prediction.withUnsafeBufferPointer { prediction in
        func call(_ bytes: UnsafeRawBufferPointer) -> Float {
          guard let start = prediction.baseAddress, let targets = bytes.baseAddress else {
            return -1
          }
          return loss.value(positions: positions, prediction: start, targets: targets)
        }
        return self.loss.usesLabels
          ? labels.withUnsafeBytes(call) : numbers.withUnsafeBytes(call)
      }
    }

    /// By definition; NaN where no target is valid.
    var expected: Double {
      let terms = (0..<positions).flatMap { position -> [Double] in
        let range = position * channels..<(position + 1) * channels
        switch loss {
        case .absolute, .squared, .binaryCrossEntropy:
          return range.filter { !numbers[$0].isNaN }.map(element)
        case .crossEntropy, .weightedCrossEntropy:
          let label = Int(labels[position])
          guard label >= 0 else { return [] }
          let weight = Double(loss.classWeights?[label] ?? 1)
          return [-weight * log(shares(range)[label])]
        case .softCrossEntropy:
          guard !numbers[range.lowerBound].isNaN else { return [] }
          return [
            zip(numbers[range], shares(range)).reduce(0) { sum, pair in
              let truth = Double(pair.0)
              return truth > 0 ? sum + truth * (log(truth) - log(pair.1)) : sum
            }
          ]
        }
      }
      return terms.isEmpty ? .nan : terms.reduce(0, +) / Double(terms.count)
    }

    private func element(_ place: Int) -> Double {
      let (value, truth) = (Double(prediction[place]), Double(numbers[place]))
      if loss == .absolute { return abs(value - truth) }
      if loss == .squared { return (value - truth) * (value - truth) }
      let probability = min(max(value, 0.01), 0.99)
      return -truth * log(probability) - (1 - truth) * log(1 - probability)
    }

    private func shares(_ range: Range<Int>) -> [Double] {
      let bounded = prediction[range].map { max(Double($0), 0.01) }
      let sum = bounded.reduce(0, +)
      return bounded.map { $0 / sum }
    }
  }

  @Test(arguments: losses)
  func areTheirDefinitions(_ loss: Loss) {
    var generator = SeededGenerator(seed: 20)
    for positions in [1, 2, 15, 16, 17, 64, 100] {
      for channels in loss.classWeights == nil ? [1, 3, 8] : [5] {
        let image = Image(loss, positions: positions, channels: channels, &generator)
        let expected = Float(image.expected)
        let values = InstructionSet.available.map(image.value)
        for value in values {
          #expect(
            value.isNaN && expected.isNaN || abs(value - expected) < 2e-6 * max(1, expected),
            "\(positions) x \(channels)")
        }
      }
    }
  }

  @Test(arguments: losses)
  func haveTheSameBytesWithAVX2AndAVX512(_ loss: Loss) {
    let fused = InstructionSet.available.filter { $0 != .baseline }
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<20 {
      let image = Image(
        loss, positions: 50, channels: loss.classWeights?.count ?? 4, &generator)
      #expect(Set(fused.map { image.value($0).bitPattern }).count <= 1)
    }
  }

  @Test(arguments: losses)
  func areNoNumbersWithoutTargets(_ loss: Loss) {
    var generator = SeededGenerator(seed: 22)
    var image = Image(
      loss, positions: 20, channels: loss.classWeights?.count ?? 2, &generator)
    image.labels = image.labels.map { _ in -1 }
    image.numbers = image.numbers.map { _ in .nan }
    for set in InstructionSet.available { #expect(image.value(set).isNaN) }
  }
}
