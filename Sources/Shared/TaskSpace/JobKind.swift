/// The kinds of jobs.
package enum JobKind: String, Hashable, Sendable, CaseIterable {
  case describe
  case train
  case encode
  case screen
  case transfer
  case evaluate
  case expand
  case probe

  /// Whether the coordinator does such a job itself.
  package var runsOnCoordinator: Bool { self == .expand }
}
