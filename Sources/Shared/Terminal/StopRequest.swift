/// Somebody's wish that the program come to an end.
package enum StopRequest: Equatable, Sendable {
  /// Ctrl-C (SIGINT).
  case interrupt
  /// The system or its service manager asks (SIGTERM).
  case terminate

  /// The status of a program that ended because of it.
  package var exitStatus: ExitStatus {
    switch self {
    case .interrupt: .interrupted
    case .terminate: .terminated
    }
  }
}
