internal import CMath
internal import Datasets
internal import TaskSpace

/// Turns the output of a network, standardised numbers or logits, into what it means: numbers in
/// their own units, or probabilities.
struct OutputReader {
  let task: TaskDefinition
  let standardization: Standardization?

  /// The meaning of `output`, [position][channel].
  func values(of output: [Float]) -> [Float] {
    switch task.loss {
    case .binaryCrossEntropy: return output.map { 1 / (1 + tm_expf(-$0)) }
    case .crossEntropy, .weightedCrossEntropy, .softCrossEntropy:
      let channels = task.target.channels
      return stride(from: 0, to: output.count, by: channels).flatMap { start in
        Self.softmax(output[start..<start + channels])
      }
    case .absolute, .squared:
      var values = output
      values.withUnsafeMutableBufferPointer { values in
        guard let start = values.baseAddress else { return }
        standardization?.undo(start, count: values.count)
      }
      return values
    }
  }

  /// The place of the largest number of each position, [position][channel].
  func labels(of values: [Float]) -> [Int32] {
    let channels = task.target.channels
    return stride(from: 0, to: values.count, by: channels).map { start in
      Int32(Self.largest(values[start..<start + channels]))
    }
  }

  /// The place of the largest number, counted from the slice's beginning.
  static func largest(_ values: ArraySlice<Float>) -> Int {
    var best = values.startIndex
    for place in values.indices where values[place] > values[best] { best = place }
    return best - values.startIndex
  }

  private static func softmax(_ logits: ArraySlice<Float>) -> [Float] {
    let top = logits.max() ?? 0
    let weights = logits.map { tm_expf($0 - top) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
