internal import Documents

/// The affinities of every target, from the losses of a whole table (paper, section 3.3).
package struct Affinities: Sendable {
  /// One tournament per target, sorted by target.
  package let targets: [TargetAffinities]

  /// Computes affinities from losses.
  ///
  /// - Parameters:
  ///   - losses: the losses of every network on the test images.
  ///   - isCancelled: asked between resamples; true stops.
  /// - Throws: `Failure` (usage, data) where an option makes no sense, or where the options leave
  ///   a target without entrants; `Cancelled`.
  package init(
    _ losses: LossTable, options: AffinityOptions = AffinityOptions(),
    isCancelled: CancellationCheck = { false }
  ) throws {
    try Self.check(options, losses)
    targets = try concurrentMap(losses.targets.count) { place in
      let target = losses.targets[place]
      if isCancelled() { throw Cancelled() }
      let indices = options.entrants.indices(in: target)
      guard !indices.isEmpty else {
        throw Failure(
          .data,
          "nobody enters the tournament of “\(target.target)”; its rows are "
            + "\(target.entrants.map(\.label).joined(separator: ", ")): choose other entrants")
      }
      return try TargetAffinities(
        target, entrants: indices, options: options, isCancelled: isCancelled)
    }
  }

  /// The affinities as a table, which a `TaxonomyProblem` starts from.
  package var table: TransferTable { table(as: .affinity) }

  /// The affinities, or their clipped square roots, as a table.
  package func table(as value: TaxonomyOptions.Value) -> TransferTable {
    TransferTable(
      targets.flatMap { target in
        zip(target.entrants, target.values).map { (transfer: $0, value: value.of($1)) }
      })
  }

  /// The affinities as a file.
  package var csv: String { csv(as: .affinity) }

  /// A file with the columns `sources,target,value,low,high,entrants`.
  ///
  /// Values and ends of intervals are affinities or their clipped square roots; the ends are
  /// empty where there are no intervals. `TransferTable` reads it back.
  package func csv(as value: TaxonomyOptions.Value) -> String {
    var writer = CSVWriter(header: ["sources", "target", "value", "low", "high", "entrants"])
    for target in targets {
      for (index, entrant) in target.entrants.enumerated() {
        let interval = target.intervals?[index]
        writer.add([
          entrant.label, entrant.target, JSON.text(of: value.of(target.values[index])),
          interval.map { JSON.text(of: value.of($0.low)) } ?? "",
          interval.map { JSON.text(of: value.of($0.high)) } ?? "",
          String(target.entrants.count),
        ])
      }
    }
    return writer.text
  }

  private static func check(_ options: AffinityOptions, _ losses: LossTable) throws(Failure) {
    guard options.clip.lowerBound > 0, options.clip.upperBound < 1 else {
      throw Failure(.usage, "win rates have to be clipped strictly between 0 and 1")
    }
    guard options.resamples >= 0, options.confidence > 0, options.confidence < 1 else {
      throw Failure(
        .usage, "resamples cannot be negative, and a confidence lies strictly between 0 and 1")
    }
    let labels = Set(losses.targets.flatMap { $0.entrants.map(\.label) })
    let usual = AffinityOptions.EntrantSet().excluded
    let named = options.entrants.excluded.filter { !usual.contains($0) }
    for label in (options.entrants.included ?? []) + named {
      guard let transfer = Transfer(label: label, target: ""), labels.contains(transfer.label)
      else { throw Failure(.usage, "no target has an entrant “\(label)” in the losses") }
    }
  }
}
