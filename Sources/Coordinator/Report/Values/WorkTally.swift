package import TaskSpace

/// How much work one kind of job was.
package struct WorkTally: Hashable, Sendable {
  /// The kind of job.
  package let kind: JobKind
  /// Jobs of this kind that the run needs.
  package let jobs: Int
  /// Of these, the ones that an earlier run had done.
  package let reused: Int
  /// Hours of computing, summed over workers' slots; finite, at least 0.
  package let hours: Double

  /// A tally of `jobs` jobs.
  package init(kind: JobKind, jobs: Int, reused: Int, hours: Double) {
    precondition(hours.isFinite && hours >= 0, "hours are a finite amount")
    self.kind = kind
    self.jobs = jobs
    self.reused = reused
    self.hours = hours
  }
}
