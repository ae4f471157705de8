package import Documents

/// Why a job gave no result.
package enum JobError: Error, Equatable, Sendable {
  /// It cannot be done; the failure says why.
  case failed(Failure)
  /// Somebody wanted it to end.
  case cancelled

  /// The reason that `error` is: a `Failure` or a `CancellationError`.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = .failed(failure)
    case is CancellationError: self = .cancelled
    default: self = .failed(Failure(.software, "a job ended with \(error)"))
    }
  }
}
