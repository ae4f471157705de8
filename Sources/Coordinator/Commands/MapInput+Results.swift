internal import Documents
internal import Report
internal import Service
internal import Taxonomy

extension MapInput {
  /// What a report says about it, before anything is computed from it.
  func results(
    _ resamples: Int, seed: UInt64, comparing targets: [String]? = nil
  ) throws(Failure) -> RunResults {
    if let analysis { return try analysis.results(comparing: targets) }
    var results = RunResults(id: name, name: title, state: "done", tasks: tasks)
    results.isRun = false
    guard let losses else {
      results.affinities = Self.measurements(affinities)
      results.gain = gain.map(Self.measurements) ?? []
      results.quality = quality.map(Self.measurements) ?? []
      return results
    }
    let measured = try MeasuredTransfers(losses, resamples: resamples, seed: seed)
    results.affinities = measured.affinities
    results.gain = measured.gain
    results.quality = measured.quality
    results.meanLosses = losses.targets.flatMap { target in
      target.entrants.indices.map { index in
        let entrant = target.entrants[index]
        return Measurement(
          sources: entrant.sources, target: target.target,
          value: target.losses(of: index).reduce(0, +) / Double(target.images.count))
      }
    }
    return results
  }

  /// The file's name without its folder and its extension.
  private var title: String {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    return file.hasSuffix(".csv") ? String(file.dropLast(4)) : file
  }

  private static func measurements(_ table: TransferTable) -> [Measurement] {
    zip(table.transfers, table.values).map { transfer, value in
      Measurement(sources: transfer.sources, target: transfer.target, value: value)
    }
  }
}
