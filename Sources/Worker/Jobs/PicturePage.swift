internal import Datasets
internal import Pictures
internal import TaskSpace

/// Predictions for people: a column for each sample, with a row for each of its images, for the
/// truth and for the prediction.
struct PicturePage {
  /// Pixels per side of a picture: those of an image, so that pages show them as they are.
  private var side: Int { max(64, samples.targets.imageSize) }

  let task: TaskDefinition
  let samples: SampleMaker
  let statistics: LabelStatistics

  /// A PNG file with the first `count` samples that have a label.
  func png(of prediction: any Prediction, count: Int) -> [UInt8] {
    let painter = TargetPainter(task: task, samples: samples, statistics: statistics)
    let outputCount = statistics.guess.count
    var inputs = [[Picture]](repeating: [], count: samples.inputs.viewCount)
    var truths: [Picture] = []
    var predictions: [Picture] = []
    for image in samples.labelled.prefix(count) {
      var output = [Float](repeating: 0, count: outputCount)
      output.withUnsafeMutableBufferPointer { output in
        guard let start = output.baseAddress else { return }
        prediction.predict([image], to: start)
      }
      for (view, picture) in images(of: image).enumerated() {
        inputs[view].append(enlarged(picture))
      }
      truths.append(enlarged(painter.truth(image)))
      predictions.append(enlarged(painter.prediction(output)))
    }
    return Picture.grid(inputs + [truths, predictions], gap: 2).png()
  }

  /// The images of a sample, as the network sees them.
  private func images(of sample: Int) -> [Picture] {
    var values = [Float](repeating: 0, count: samples.inputs.count)
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      samples.inputs.write(sample, to: start)
    }
    let count = samples.inputs.imageCount
    return stride(from: 0, to: values.count, by: count).map { start in
      TargetPainter.colours(Array(values[start..<start + count]))
    }
  }

  private func enlarged(_ picture: Picture) -> Picture {
    picture.scaledNearest(width: side, height: side)
  }
}
