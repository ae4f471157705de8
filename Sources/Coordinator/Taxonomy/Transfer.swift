package import Documents

/// A transfer: the representations of some sources, read out for a target.
///
/// The order of the sources means nothing, so they are kept sorted. `pixels` is read as
/// `scratch`. Names are opaque, except that `+` joins sources in files.
package struct Transfer: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The names of the sources, sorted, each once, at least one.
  package let sources: [String]
  /// The task that the representations are read out for.
  package let target: String

  /// The transfer from `sources`, in any order, to `target`.
  package init(sources: some Sequence<String>, target: String) {
    let names = sources.map { $0 == EntrantName.pixels ? EntrantName.scratch : $0 }
    self.sources = Set(names).sorted()
    self.target = target
    precondition(!self.sources.isEmpty, "a transfer has at least one source")
  }

  /// The transfer that a row of a file means by `sources`, joined by `+`.
  ///
  /// - Throws: `Failure` (data) where a source is empty or repeated, or where `self`, which is a
  ///   whole network and no encoder, is joined with others.
  package init(reading sources: String, target: String, in row: CSVRow) throws(Failure) {
    let names = sources.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw row.failure("the sources “\(sources)” have an empty name between their plus signs")
    }
    guard names.count == 1 || !names.contains(EntrantName.ownNetwork) else {
      throw row.failure("“self” is the target's own network and cannot be joined with others")
    }
    self.init(sources: names, target: target)
    guard self.sources.count == names.count else {
      throw row.failure("the sources “\(sources)” name a source twice")
    }
  }

  /// The transfer that a person names by its sources, joined by `+`; nil where one is empty.
  init?(label: String, target: String) {
    let names = label.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(sources: names, target: target)
  }

  /// The number of sources.
  package var order: Int { sources.count }

  /// The sources joined by `+`, as files write them.
  package var label: String { sources.joined(separator: "+") }

  /// Whether this is the target's own supervised network.
  package var isSupervised: Bool { sources == [EntrantName.ownNetwork] }

  /// Whether this is a readout retrained on the target's own encoder.
  package var isRetrained: Bool { sources == [target] }

  /// Whether this is a first-order transfer from another task's encoder, the random one included.
  package var isBetweenTasks: Bool {
    let others = [EntrantName.ownNetwork, EntrantName.scratch, EntrantName.average]
    return order == 1 && !isRetrained && !others.contains(sources[0])
  }

  /// For example `edges+normal -> depth`.
  package var description: String { "\(label) -> \(target)" }

  /// By target, then order, then sources.
  package static func < (left: Transfer, right: Transfer) -> Bool {
    if left.target != right.target { return left.target < right.target }
    if left.order != right.order { return left.order < right.order }
    return left.sources.lexicographicallyPrecedes(right.sources)
  }
}
