internal import Architectures
internal import Datasets
package import Documents
internal import Kernels
package import Pictures
internal import TaskSpace

/// What a network says about somebody's photo.
package struct PhotoPrediction: Sendable {
  /// The task's name.
  package let task: String
  /// What the network saw: the photo's middle, scaled, and made noisy or grey where that is the
  /// task.
  package let input: Picture
  /// Whether that is another picture than most networks see.
  package let hasOwnInput: Bool
  /// What it says, for people: `side` pixels wide.
  package let picture: Picture
  /// What it says, in a few words.
  package let summary: String
  /// What it says, for programs.
  package let json: JSON
  /// Its numbers, [row][column][channel], in their own units.
  package let values: [Float]
  /// Rows, columns and channels of `values`.
  package let shape: [Int]

  /// The width of `picture`.
  package static let side = PhotoPainter.side

  /// Numbers that files of tensors hold of some predictions: `TASK` for each.
  ///
  /// - Throws: `Failure` (data) where two are of one task.
  package static func tensors(of predictions: [PhotoPrediction]) throws(Failure) -> [UInt8] {
    try TensorFile(
      tensors: predictions.map { .init(name: $0.task, shape: $0.shape, values: $0.values) },
      texts: ["kind": "predictions"]
    ).content()
  }
}

extension TrainedNetwork {
  /// What the network says about `photo`, of any size; its middle square is what it sees.
  package func prediction(of photo: Picture) -> PhotoPrediction {
    precondition(task.views == 1, "\(task.name) takes one image")
    let square = photo.centreSquare.scaledByArea(width: size, height: size)
    var input = square.bytes.map { Float($0) / 127.5 - 1 }
    input.withUnsafeMutableBufferPointer { input in
      guard let start = input.baseAddress else { return }
      InputTransform(task.input, size: size, seed: 0).apply(to: start, sample: 0)
    }
    let values = values(of: output(of: input))
    let shape = description.output
    let words = TargetWords(task: task, meaning: meaning, values: values)
    return PhotoPrediction(
      task: task.name, input: TargetPainter.colours(input), hasOwnInput: task.input != .clean,
      picture: PhotoPainter(
        task: task, meaning: meaning, standardization: standardization, values: values
      ).picture,
      summary: words.summary, json: words.json, values: values,
      shape: [shape.height, shape.width, shape.channels])
  }
}
