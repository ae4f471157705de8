internal import Datasets
internal import Pictures
internal import TaskSpace

/// Predictions for people: a column for each image, with rows for input, truth and prediction.
struct PicturePage {
  /// Pixels per side of a picture: those of an image, so that pages show them as they are.
  private static let side = 64

  let task: TaskDefinition
  let samples: SampleMaker
  let statistics: LabelStatistics

  /// A PNG file with the first `count` images that have a label.
  func png(of prediction: any Prediction, count: Int) -> [UInt8] {
    let painter = TargetPainter(task: task, samples: samples, statistics: statistics)
    let outputCount = statistics.guess.count
    var inputs: [Picture] = []
    var truths: [Picture] = []
    var predictions: [Picture] = []
    for image in samples.labelled.prefix(count) {
      var output = [Float](repeating: 0, count: outputCount)
      output.withUnsafeMutableBufferPointer { output in
        guard let start = output.baseAddress else { return }
        prediction.predict([image], to: start)
      }
      inputs.append(Self.enlarged(input(image)))
      truths.append(Self.enlarged(painter.truth(image)))
      predictions.append(Self.enlarged(painter.prediction(output)))
    }
    return Picture.grid([inputs, truths, predictions], gap: 2).png()
  }

  private func input(_ image: Int) -> Picture {
    var values = [Float](repeating: 0, count: samples.inputs.count)
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      samples.inputs.write(image, to: start)
    }
    return TargetPainter.colours(values)
  }

  private static func enlarged(_ picture: Picture) -> Picture {
    picture.scaledNearest(width: side, height: side)
  }
}
