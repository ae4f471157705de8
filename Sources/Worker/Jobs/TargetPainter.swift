internal import Datasets
internal import Pictures
internal import TaskSpace

/// Shows the target of a task, true or predicted, as a square picture.
struct TargetPainter {
  let task: TaskDefinition
  let meaning: TargetMeaning
  let standardization: Standardization?

  /// Shows numbers in their own units, or probabilities, as `OutputReader` gives them.
  func picture(of values: [Float]) -> Picture {
    switch task.target {
    case .labels, .classes: return picture(ofLabels: labels(values), shares: values)
    case .distribution: return bars(values, caption: name(OutputReader.largest(values[...])))
    case .vector: return vector(values)
    case .map: return map(values)
    }
  }

  /// Shows labels, one for each position.
  func picture(ofLabels labels: [Int32]) -> Picture {
    let label = Int(labels.first ?? 0)
    let shares = (0..<task.target.channels).map { Float($0 == label ? 1 : 0) }
    return picture(ofLabels: labels, shares: shares)
  }

  private func picture(ofLabels labels: [Int32], shares: [Float]) -> Picture {
    guard case .labels(let classes) = task.target else {
      return bars(shares, caption: name(Int(labels.first ?? 0)))
    }
    return Picture.classes(labels.map { Int16($0) }, of: classes, width: Self.side(labels.count))
  }

  private func labels(_ values: [Float]) -> [Int32] {
    OutputReader(task: task, standardization: standardization).labels(of: values)
  }

  private func bars(_ shares: [Float], caption: String) -> Picture {
    BarChart(values: shares, range: 0...1, caption: caption).picture
  }

  private func name(_ label: Int) -> String {
    task.name == "jigsaw" ? "ORDER \(label)" : meaning.names[label]
  }

  /// Numbers of the whole sample as bars, in deviations from their means; the answer to a question
  /// as one bar from 0 to 1.
  private func vector(_ values: [Float]) -> Picture {
    if task.loss == .binaryCrossEntropy {
      return bars(values, caption: values[0] > 0.5 ? "YES" : "NO")
    }
    var values = values
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      standardization?.apply(to: start, count: values.count)
    }
    return BarChart(values: values, range: -3...3, caption: "").picture
  }

  private func map(_ values: [Float]) -> Picture {
    let side = Self.side(values.count / task.target.channels)
    switch task.name {
    case "autoencoding", "denoising", "inpainting": return Self.colours(values)
    case "colorization": return Self.chroma(values)
    case "normal": return Picture.normals(values, width: side)
    case "curvature":
      let first = stride(from: 0, to: values.count, by: 2).map { values[$0] }
      return Picture.map(first, width: side, range: range, as: .diverging)
    case "segment_unsup2d", "segment_unsup25d": return boundaries(values, side: side)
    default:
      // A task that a spec defines may have any number of channels.
      let first = stride(from: 0, to: values.count, by: task.target.channels).map { values[$0] }
      return Picture.map(first, width: side, range: range, as: isDepth ? .viridis : .grey)
    }
  }

  private var isDepth: Bool { task.name == "depth_zbuffer" || task.name == "depth_euclidean" }

  /// The numbers at the ends of a map's colours: most labels lie between them.
  var range: ClosedRange<Float> {
    guard let standardization else { return 0...1 }
    let mean = standardization.mean[0]
    let spread = 2.5 * standardization.deviation[0]
    if isDepth || TaskDictionary.task(task.name) == nil { return mean - spread...mean + spread }
    return task.name == "curvature" ? -spread...spread : 0...max(0, mean + spread)
  }

  /// How surely a pixel and its partners lie in different segments, as brightness.
  private func boundaries(_ values: [Float], side: Int) -> Picture {
    let pairs = task.target.channels
    let strengths = stride(from: 0, to: values.count, by: pairs).map { start in
      1 - values[start..<start + pairs].reduce(0, +) / Float(pairs)
    }
    return Picture.map(strengths, width: side, range: 0...1, as: .grey)
  }

  /// A picture of [pixel][red, green, blue] in [-1, 1], as wide as high.
  static func colours(_ values: [Float]) -> Picture {
    let bytes = values.map { $0.isNaN ? 0 : UInt8(min(max(127.5 * ($0 + 1), 0), 255) + 0.5) }
    return Picture(width: side(bytes.count / 3), height: side(bytes.count / 3), bytes: bytes)
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

  /// The side of a square of so many pixels.
  private static func side(_ count: Int) -> Int {
    let side = Int(Double(count).squareRoot())
    precondition(side * side == count, "maps are as wide as high")
    return side
  }
}
