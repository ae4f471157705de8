package import Architectures
internal import Datasets
package import Documents
package import Kernels
package import TaskSpace

/// A network that a run has trained, ready to be used.
package final class TrainedNetwork {
  /// Its task.
  package let task: TaskDefinition
  /// Pixels per side of the images that it takes.
  package let size: Int
  /// From an image, or the images of a sample, to the target.
  package let description: NetworkDescription
  /// From an image to its representation.
  package let encoder: NetworkDescription
  let meaning: TargetMeaning
  let standardization: Standardization?
  private let plan: any Plan
  private let encoderPlan: any Plan

  /// Reads the file of a network, as `train` jobs make it.
  ///
  /// - Throws: `Failure` (data) where it is damaged, has no decoder, or belongs to another version
  ///   of the program.
  package init(reading content: [UInt8], name: String, on backend: any Backend) throws(Failure) {
    let file = try TensorFile(reading: content, name: name)
    guard let architecture = try file.document("architecture"),
      let input = try file.document("input"),
      let size = input["size"]?.integer, (8...4096).contains(size), size.isMultiple(of: 8)
    else {
      throw Failure(.data, "\(name) is no network, or one of another version; train it again")
    }
    guard let taskName = file["task"], let output = try file.document("output") else {
      throw Failure(.data, "\(name) is an encoder alone, which predicts nothing")
    }
    task = try Self.task(taskName, in: file)
    meaning = try TargetMeaning(output: output, of: task)
    self.size = size
    let networks = TaskNetworks(try NetworkChoice(json: architecture), size: size)
    description = networks.whole(task)
    encoder = networks.encoder
    standardization = try Standardization(output: output, of: task)
    plan = try backend.compile([description], batch: 1, mode: .inference)
    try plan.load(file.tensors("encoder.") + file.tensors("decoder."), network: 0)
    encoderPlan = try backend.compile([encoder], batch: 1, mode: .inference)
    try encoderPlan.load(file.tensors("encoder."), network: 0)
  }

  /// The task called `name`, as the network's data have it; one that a spec defined is in the file.
  private static func task(_ name: String, in file: TensorFile) throws(Failure) -> TaskDefinition {
    if let own = try file.document("own") { return try OwnTask(json: own).definition }
    guard let kind = file["data"].flatMap(DatasetReference.Kind.init(rawValue:)),
      let task = TaskDictionary.task(name, of: kind)
    else {
      throw Failure(.data, "a network of '\(name)', a task of another version; train it again")
    }
    return task
  }

  /// The output for one sample, [view][row][column][channel]: standardised numbers, or logits.
  package func output(of sample: [Float]) -> [Float] {
    precondition(
      sample.count == description.views * description.input.count, "a sample has all its views")
    var output = [Float](repeating: 0, count: description.output.count)
    plan.infer(network: 0, inputs: sample, count: 1, outputs: &output)
    return output
  }

  /// What an output means, in the same order: numbers in their own units, or probabilities.
  package func values(of output: [Float]) -> [Float] {
    OutputReader(task: task, standardization: standardization).values(of: output)
  }

  /// The representation of one image, [row][column][channel].
  package func representation(of image: [Float]) -> [Float] {
    precondition(image.count == encoder.input.count, "an image of the network's size")
    var output = [Float](repeating: 0, count: encoder.output.count)
    encoderPlan.infer(network: 0, inputs: image, count: 1, outputs: &output)
    return output
  }
}

extension TensorFile {
  /// The text called `name`, as JSON; nil where there is none.
  fileprivate func document(_ name: String) throws(Failure) -> JSON? {
    guard let text = self[name] else { return nil }
    return try JSON(reading: text)
  }
}

extension Standardization {
  /// What the header of a network says of its output; nil where that is not standardised.
  fileprivate init?(output: JSON, of task: TaskDefinition) throws(Failure) {
    guard task.loss.isStandardized else { return nil }
    let mean = (output["mean"]?.array ?? []).compactMap(\.number).map { Float($0) }
    let deviation = (output["deviation"]?.array ?? []).compactMap(\.number).map { Float($0) }
    guard mean.count == task.target.channels, deviation.count == mean.count,
      deviation.allSatisfy({ $0 > 0 })
    else {
      throw Failure(
        .data, "a network of \(task.name) without the mean of its labels; train it again")
    }
    self.init(mean: mean, deviation: deviation)
  }
}

extension TargetMeaning {
  /// What the header of a network says of its output.
  fileprivate init(output: JSON, of task: TaskDefinition) throws(Failure) {
    let names = (output["names"]?.array ?? []).compactMap(\.text)
    guard let sentence = output["meaning"]?.text, names.count == task.target.channels else {
      throw Failure(
        .data, "a network of \(task.name) that does not say what it means; train it again")
    }
    self.init(sentence: sentence, names: names)
  }
}
