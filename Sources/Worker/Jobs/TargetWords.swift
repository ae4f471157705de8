internal import CMath
internal import Documents
internal import TaskSpace

/// What the numbers of a prediction say, in words and for programs.
struct TargetWords {
  let task: TaskDefinition
  let meaning: TargetMeaning
  /// Numbers in their own units, or probabilities, [position][channel].
  let values: [Float]

  private var names: [String] { meaning.names }
  private var channels: Int { task.target.channels }

  /// A few words for a line on a terminal.
  var summary: String {
    switch task.target {
    case .classes, .distribution:
      return Self.shares(zip(names, values).map { ($0, $1) })
    case .labels:
      return Self.shares(zip(names, labelShares).map { ($0, $1) })
    case .vector:
      return zip(names, values).map { "\($0) \(Self.text($1))" }.joined(separator: ", ")
    case .map:
      if task.name.hasPrefix("depth_") {
        let metres = [0.05, 0.5, 0.95].map { Self.text(tm_expf(quantile($0))) }
        return "\(metres[0]) m to \(metres[2]) m, mostly about \(metres[1]) m"
      }
      return zip(names, means).map { "\($0) \(Self.text($1))" }.joined(separator: ", ")
        + (channels == 1 ? " on average" : " on average of the picture")
    }
  }

  /// For programs: the values of a vector, the shares of classes, the means of a map.
  var json: JSON {
    let content: [Float]
    switch task.target {
    case .vector, .classes, .distribution: content = values
    case .labels: content = labelShares
    case .map: content = means
    }
    return .object([
      .init("task", .string(task.name)), .init("kind", .string(task.target.kind)),
      .init("summary", .string(summary)),
      .init(
        !task.target.isMap ? "values" : task.target.kind == "labels" ? "shares" : "means",
        .object(zip(names, content).map { .init($0, .number(Double($1))) })),
    ])
  }

  /// The mean of each channel.
  private var means: [Float] {
    (0..<channels).map { channel in
      let own = stride(from: channel, to: values.count, by: channels).map { values[$0] }
      return own.reduce(0, +) / Float(own.count)
    }
  }

  /// The share of the positions that each class has.
  private var labelShares: [Float] {
    var counts = [Float](repeating: 0, count: channels)
    let labels = OutputReader(task: task, standardization: nil).labels(of: values)
    for label in labels { counts[Int(label)] += 1 }
    return counts.map { $0 / Float(labels.count) }
  }

  private func quantile(_ share: Double) -> Float {
    values.sorted()[Int(Double(values.count - 1) * share)]
  }

  /// The three largest shares, in percent.
  private static func shares(_ shares: [(name: String, share: Float)]) -> String {
    shares.sorted { $0.share > $1.share }.prefix(3).filter { $0.share >= 0.005 }
      .map { "\($0.name) \(Int(($0.share * 100).rounded())) %" }.joined(separator: ", ")
  }

  /// A number with two decimals.
  static func text(_ value: Float) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = String(hundredths % 100)
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100)."
      + (digits.count == 1 ? "0" : "") + digits
  }
}
