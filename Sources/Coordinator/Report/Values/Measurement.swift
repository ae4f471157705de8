/// A number that belongs to one transfer, with its uncertainty where that is known.
package struct Measurement: Hashable, Sendable {
  /// The sources, sorted, each once; `self` stands for the target's own supervised network.
  package let sources: [String]
  /// The task that is solved.
  package let target: String
  /// The number; finite.
  package let value: Double
  /// The lower and upper end of its interval; nil where none was computed.
  package let interval: ClosedRange<Double>?

  /// A number for the transfer from `sources`, in any order, to `target`.
  package init(
    sources: [String], target: String, value: Double, interval: ClosedRange<Double>? = nil
  ) {
    precondition(!sources.isEmpty, "a transfer has a source")
    precondition(value.isFinite, "a measurement is finite")
    self.sources = sources.sorted()
    self.target = target
    self.value = value
    self.interval = interval
  }

  /// The number of sources.
  package var order: Int { sources.count }
  /// The sources joined by `+`, as files write them.
  package var label: String { sources.joined(separator: "+") }
}

extension Measurement: Comparable {
  /// By target, then order, then sources: the order of rows in files.
  package static func < (left: Measurement, right: Measurement) -> Bool {
    if left.target != right.target { return left.target < right.target }
    if left.order != right.order { return left.order < right.order }
    return left.sources.lexicographicallyPrecedes(right.sources)
  }
}
