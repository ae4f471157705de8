/// How many files of its data a run had to do without, since they were damaged.
package enum SkippedFiles {
  /// The name of the figure in jobs' results: files of the job's images that could not be used.
  package static let metric = "skippedFiles"

  /// The files that these jobs skipped.
  ///
  /// Every job counts those of the split that it reads: task networks' statistics, transfers and
  /// evaluations read one each.
  package static func count(_ jobs: [(kind: JobKind, result: JobResult)]) -> Int {
    [JobKind.describe, .transfer, .evaluate].reduce(0) { sum, kind in
      let counts = jobs.filter { $0.kind == kind }.compactMap { job in
        job.result.metrics.first { $0.name == metric }?.value
      }
      return sum + Int(counts.max() ?? 0)
    }
  }
}
