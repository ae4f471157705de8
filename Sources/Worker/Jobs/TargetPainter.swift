internal import CMath
internal import Datasets
internal import Pictures
internal import Scenes
internal import TaskSpace

/// Shows the target of a task, true or predicted, as a square picture.
struct TargetPainter {
  let task: TaskDefinition
  let samples: SampleMaker
  let statistics: LabelStatistics

  private var targets: TargetMaker { samples.targets }

  /// What image `image` of the split really is.
  func truth(_ image: Int) -> Picture {
    if targets.usesLabels {
      var labels = [Int32](repeating: 0, count: targets.count)
      labels.withUnsafeMutableBufferPointer { labels in
        guard let start = labels.baseAddress else { return }
        targets.writeLabels(image, to: start)
      }
      if case .labels(let classes) = task.target {
        return Picture.classes(labels.map { Int16($0) }, of: classes, width: targets.side)
      }
      let label = Int(labels[0])
      let shares = (0..<task.target.channels).map { Float($0 == label ? 1 : 0) }
      return BarChart(values: shares, range: 0...1, caption: name(ofClass: label)).picture
    }
    var values = [Float](repeating: 0, count: targets.count)
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      targets.write(image, to: start)
    }
    return picture(of: values)
  }

  /// What a network's `output` says: standardised numbers or logits.
  func prediction(_ output: [Float]) -> Picture {
    var values = output
    switch task.target {
    case .labels(let classes):
      let labels = stride(from: 0, to: output.count, by: classes).map { start in
        Int16(Self.largest(output[start..<start + classes]))
      }
      return Picture.classes(labels, of: classes, width: targets.side)
    case .classes, .distribution:
      return BarChart(
        values: Self.softmax(output), range: 0...1,
        caption: name(ofClass: Self.largest(output[...]))
      ).picture
    case .map, .vector: break
    }
    if task.loss == .binaryCrossEntropy {
      values = output.map { 1 / (1 + tm_expf(-$0)) }
    } else if let standardization = statistics.standardization {
      values.withUnsafeMutableBufferPointer { values in
        guard let start = values.baseAddress else { return }
        standardization.undo(start, count: values.count)
      }
    }
    return picture(of: values)
  }

  /// Shows numbers in their own units.
  private func picture(of values: [Float]) -> Picture {
    if case .distribution = task.target {
      return BarChart(
        values: values, range: 0...1, caption: name(ofClass: Self.largest(values[...]))
      ).picture
    }
    guard task.target.isMap else { return vector(values) }
    let mean = statistics.standardization?.mean[0] ?? 0
    let spread = 2.5 * (statistics.standardization?.deviation[0] ?? 0)
    switch task.name {
    case "autoencoding", "denoising", "inpainting": return Self.colours(values)
    case "colorization": return Self.chroma(values)
    case "normal": return Picture.normals(values, width: targets.side)
    case "depth_zbuffer", "depth_euclidean":
      return Picture.map(values, width: targets.side, range: mean - spread...mean + spread)
    case "curvature":
      let first = stride(from: 0, to: values.count, by: 2).map { values[$0] }
      return Picture.map(first, width: targets.side, range: -spread...spread, as: .diverging)
    case "segment_unsup2d", "segment_unsup25d": return boundaries(values)
    default:
      return Picture.map(values, width: targets.side, range: 0...mean + spread, as: .grey)
    }
  }

  /// Numbers of the whole sample as bars, in deviations from their means; the answer to a question
  /// as one bar from 0 to 1.
  private func vector(_ values: [Float]) -> Picture {
    if task.loss == .binaryCrossEntropy {
      return BarChart(
        values: values, range: 0...1, caption: values[0] > 0.5 ? "YES" : "NO"
      ).picture
    }
    var values = values
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      statistics.standardization?.apply(to: start, count: values.count)
    }
    return BarChart(values: values, range: -3...3, caption: "").picture
  }

  /// How surely a pixel and its partners lie in different segments, as brightness.
  private func boundaries(_ values: [Float]) -> Picture {
    let pairs = task.target.channels
    let strengths = stride(from: 0, to: values.count, by: pairs).map { start in
      1 - values[start..<start + pairs].reduce(0, +) / Float(pairs)
    }
    return Picture.map(strengths, width: targets.side, range: 0...1, as: .grey)
  }

  private func name(ofClass label: Int) -> String {
    let names: [String] =
      switch task.name {
      case "class_scene": SceneLayout.roomTypes
      case "class_object":
        SceneLayout.semanticClasses.dropFirst(TargetMaker.shellClasses) + ["nothing"]
      default: []
      }
    // Files have other classes than rooms, and tasks that a spec defines have any.
    if names.count == task.target.channels { return names[label] }
    return task.name == "jigsaw" ? "ORDER \(label)" : "CLASS \(label)"
  }

  /// A picture of [pixel][red, green, blue] in [-1, 1], as wide as high.
  static func colours(_ values: [Float]) -> Picture {
    let bytes = values.map { UInt8(min(max(127.5 * ($0 + 1), 0), 255) + 0.5) }
    var side = 1
    while side * side * 3 < bytes.count { side += 1 }
    return Picture(width: side, height: side, bytes: bytes)
  }

  /// Colours of one brightness, from red and blue minus brightness.
  private static func chroma(_ values: [Float]) -> Picture {
    var pixels: [Float] = []
    for start in stride(from: 0, to: values.count, by: 2) {
      let red = 2 * values[start]
      let blue = 2 * values[start + 1]
      pixels += [red, -(0.3 * red + 0.11 * blue) / 0.59, blue]
    }
    return colours(pixels)
  }

  private static func largest(_ values: ArraySlice<Float>) -> Int {
    var best = values.startIndex
    for place in values.indices where values[place] > values[best] { best = place }
    return best - values.startIndex
  }

  private static func softmax(_ logits: [Float]) -> [Float] {
    let top = logits.max() ?? 0
    let weights = logits.map { tm_expf($0 - top) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
