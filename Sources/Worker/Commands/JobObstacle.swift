internal import Documents
internal import Jobs

/// Why an attempt gives no result.
enum JobObstacle: Error, Sendable {
  /// These inputs cannot be had.
  case missingInputs([Digest])
  /// The job was asked to end.
  case stopped
  /// The job cannot be done.
  case failed(Failure)

  init(_ error: JobError) {
    switch error {
    case .failed(let failure): self = .failed(failure)
    case .cancelled: self = .stopped
    }
  }
}
