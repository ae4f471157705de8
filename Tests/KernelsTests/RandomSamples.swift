import Architectures
import Kernels

/// Random inputs and fitting targets of a network, from a seed.
struct RandomSamples {
  let inputs: [Float]
  let numbers: [Float]
  let labels: [Int32]
  let usesLabels: Bool

  /// About a seventh of the targets is invalid unless `isComplete`, and all of `invalidImages`.
  init(
    _ network: NetworkDescription, loss: Loss, count: Int, seed: UInt64, isComplete: Bool = false,
    invalidImages: [Int] = []
  ) {
    let stream = CounterStream(seed: seed)
    let output = network.output
    inputs = (0..<count * network.views * network.input.count).map {
      2 * stream.uniform($0, stream: 1) - 1
    }
    usesLabels = loss.usesLabels
    var labels = (0..<count * output.positions).map {
      max(
        isComplete ? 0 : -1, Int32(stream.uniform($0, stream: 2) * Float(output.channels + 1)) - 1)
    }
    var numbers = (0..<count * output.count).map { stream.uniform($0, stream: 3) }
    if loss == .softCrossEntropy {
      for start in stride(from: 0, to: numbers.count, by: output.channels) {
        let range = start..<start + output.channels
        let sum = numbers[range].reduce(0, +)
        for place in range { numbers[place] /= sum }
      }
    }
    for place in stride(
      from: isComplete ? numbers.count : 5, to: numbers.count, by: 7 * output.channels)
    {
      for channel in 0..<output.channels {
        let index = place / output.channels * output.channels + channel
        if loss == .softCrossEntropy || channel == 0 { numbers[index] = .nan }
      }
    }
    for image in invalidImages {
      for place in 0..<output.positions { labels[image * output.positions + place] = -1 }
      for place in 0..<output.count { numbers[image * output.count + place] = .nan }
    }
    self.labels = labels
    self.numbers = numbers
  }

  func withTargets<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
    func call(_ bytes: UnsafeRawBufferPointer) -> Result {
      guard let base = bytes.baseAddress else { preconditionFailure("targets are not empty") }
      return body(base)
    }
    return usesLabels ? labels.withUnsafeBytes(call) : numbers.withUnsafeBytes(call)
  }

  func step(_ plan: any Plan, number: Int, learningRate: Float = 0.003) -> Float {
    usesLabels
      ? plan.step(
        inputs: inputs, labels: labels, learningRate: learningRate, step: number, dropoutSeed: 9)
      : plan.step(
        inputs: inputs, targets: numbers, learningRate: learningRate, step: number,
        dropoutSeed: 9)
  }
}
