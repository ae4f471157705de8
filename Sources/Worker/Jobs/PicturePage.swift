internal import Datasets
internal import Pictures
internal import TaskSpace

/// Pictures of some samples for people, as strips: a column for each sample, in every strip alike.
struct PicturePage {
  private static let gap = 2

  let task: TaskDefinition
  let meaning: TargetMeaning
  let samples: SampleMaker
  let statistics: LabelStatistics
  /// The samples that are shown.
  let images: ArraySlice<Int>

  /// Pixels per side of a picture: those of an image within bounds, so that pages show most as
  /// they are and stay small.
  private var side: Int { min(max(64, samples.targets.imageSize), 128) }

  private var painter: TargetPainter {
    TargetPainter(task: task, meaning: meaning, standardization: statistics.standardization)
  }

  /// A PNG file with what the network sees: a row for each image of a sample.
  var inputs: [UInt8] {
    let pictures = images.map(inputs)
    return strip((0..<samples.inputs.viewCount).map { view in pictures.map { $0[view] } })
  }

  /// A PNG file with the ground truth.
  var truths: [UInt8] { strip([images.map(truth)]) }

  /// A PNG file with predictions.
  func predictions(of prediction: any Prediction) -> [UInt8] {
    let reader = OutputReader(task: task, standardization: statistics.standardization)
    let pictures = images.map { image in
      var output = [Float](repeating: 0, count: statistics.guess.count)
      output.withUnsafeMutableBufferPointer { output in
        guard let start = output.baseAddress else { return }
        prediction.predict([image], to: start)
      }
      return painter.picture(of: reader.values(of: output))
    }
    return strip([pictures])
  }

  /// The images of a sample, as the network sees them.
  private func inputs(_ sample: Int) -> [Picture] {
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

  /// Rows of pictures side by side, all of one size, with narrow gaps between them.
  private func strip(_ rows: [[Picture]]) -> [UInt8] {
    let step = side + Self.gap
    var strip = Picture(
      width: images.count * step - Self.gap, height: rows.count * step - Self.gap,
      filledWith: .white)
    for (row, pictures) in rows.enumerated() {
      for (column, picture) in pictures.enumerated() {
        let shown =
          picture.width > side
          ? picture.scaledByArea(width: side, height: side)
          : picture.scaledNearest(width: side, height: side)
        strip.draw(shown, x: column * step, y: row * step)
      }
    }
    return strip.png()
  }
}
