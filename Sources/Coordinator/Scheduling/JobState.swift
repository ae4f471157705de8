/// Where a job stands.
package enum JobState: String, Hashable, Sendable, CaseIterable {
  /// Some job that it depends on has not succeeded yet.
  case waiting
  /// It can run as soon as a worker is free for it.
  case ready
  /// A worker holds a lease on it.
  case running
  /// Its result is journaled.
  case succeeded
  /// It failed for good.
  case failed
  /// A job that it depends on failed for good.
  case blocked
  /// No run wants it any more.
  case cancelled

  /// Whether what depends on the job can never run.
  package var isDead: Bool { self == .failed || self == .blocked }

  /// Whether nothing will happen to the job unless a person asks for it.
  package var isTerminal: Bool {
    switch self {
    case .succeeded, .failed, .blocked, .cancelled: true
    case .waiting, .ready, .running: false
    }
  }
}
