internal import Documents
internal import Service
internal import TaskSpace
internal import Taxonomy
internal import Terminal

/// The options that say how many labelled images networks need.
enum LabelCounts {
  static let options: [Option] = [
    .value(
      "labels-source", "N", "Labelled images per supervised task; default: the run's."),
    .value("labels-transfer", "M", "Labelled images per transfer; default: the run's."),
  ]

  /// The numbers that are given, else those of the run's spec; nil where there is neither.
  static func read(
    _ arguments: Arguments, _ input: MapInput
  ) throws(Failure) -> SupervisionSaved.Labels? {
    let range = 0...1_000_000_000_000
    let source = try arguments.integerIfGiven("labels-source", in: range)
    let transfer = try arguments.integerIfGiven("labels-transfer", in: range)
    let counts = input.analysis?.spec.data.counts
    switch (source ?? counts?[.train], transfer ?? counts?[.transfer]) {
    case (let source?, let transfer?):
      return SupervisionSaved.Labels(source: Double(source), transfer: Double(transfer))
    case (nil, nil): return nil
    default:
      throw arguments.failure("--labels-source and --labels-transfer belong together; name both")
    }
  }
}
