internal import Datasets
internal import Pictures
internal import TaskSpace

/// Pictures of some samples for people, as strips: a column for each sample, in every strip alike.
struct PicturePage {
  /// Pixels per side of a picture.
  private static let side = 64

  let task: TaskDefinition
  let samples: SampleMaker
  let statistics: LabelStatistics
  /// How many samples are shown: the first ones.
  let count: Int

  private var painter: TargetPainter {
    TargetPainter(task: task, standardization: statistics.standardization)
  }

  /// A PNG file with what the network sees.
  var inputs: [UInt8] {
    Self.strip(
      (0..<count).map { sample in
        var values = [Float](repeating: 0, count: samples.inputs.count)
        values.withUnsafeMutableBufferPointer { values in
          guard let start = values.baseAddress else { return }
          samples.inputs.write(sample, to: start)
        }
        return TargetPainter.colours(values)
      })
  }

  /// A PNG file with the ground truth.
  var truths: [UInt8] { Self.strip((0..<count).map(truth)) }

  /// A PNG file with predictions.
  func predictions(of prediction: any Prediction) -> [UInt8] {
    let reader = OutputReader(task: task, standardization: statistics.standardization)
    return Self.strip(
      (0..<count).map { sample in
        var output = [Float](repeating: 0, count: statistics.guess.count)
        output.withUnsafeMutableBufferPointer { output in
          guard let start = output.baseAddress else { return }
          prediction.predict(sample..<sample + 1, to: start)
        }
        return painter.picture(of: reader.values(of: output))
      })
  }

  private func truth(_ sample: Int) -> Picture {
    let targets = samples.targets
    if targets.usesLabels {
      var labels = [Int32](repeating: 0, count: targets.count)
      labels.withUnsafeMutableBufferPointer { labels in
        guard let start = labels.baseAddress else { return }
        targets.writeLabels(sample, to: start)
      }
      return painter.picture(ofLabels: labels)
    }
    var values = [Float](repeating: 0, count: targets.count)
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      targets.write(sample, to: start)
    }
    return painter.picture(of: values)
  }

  /// Pictures side by side, all of one size, with narrow gaps between them.
  private static func strip(_ pictures: [Picture]) -> [UInt8] {
    let gap = 2
    var strip = Picture(
      width: pictures.count * (side + gap) - gap, height: side, filledWith: .white)
    for (place, picture) in pictures.enumerated() {
      let shown =
        picture.width > side
        ? picture.scaledByArea(width: side, height: side)
        : picture.scaledNearest(width: side, height: side)
      strip.draw(shown, x: place * (side + gap), y: 0)
    }
    return strip.png()
  }
}
