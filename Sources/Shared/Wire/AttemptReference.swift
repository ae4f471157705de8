package import Documents

/// One try at one job; the attempt's number is the fencing token.
package struct AttemptReference: Hashable, Sendable, CustomStringConvertible {
  /// The job's identity.
  package let job: Digest
  /// The attempt's number, from 1; it only ever grows.
  package let attempt: Int

  /// Makes a reference.
  package init(job: Digest, attempt: Int) {
    self.job = job
    self.attempt = attempt
  }

  package var description: String { "\(job.short)#\(attempt)" }
}

extension AttemptReference: Packable {
  package var packedValue: PackedValue { .array([job.packedValue, .integer(attempt)]) }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 2, let job = Digest(parts[0]),
      let attempt = parts[1].integer, attempt > 0
    else { return nil }
    self.init(job: job, attempt: attempt)
  }
}
