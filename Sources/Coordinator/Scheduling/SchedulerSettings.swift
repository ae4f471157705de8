/// The scheduler's patience, in milliseconds.
package struct SchedulerSettings: Hashable, Sendable {
  /// How often a worker shall speak.
  package var heartbeat = 1_000
  /// After how much silence a worker counts as lost.
  package var lease = 10_000
  /// How long after a restart running jobs wait for their workers, and artifacts for their holders.
  package var grace = 15_000

  /// Makes the usual settings.
  package init() {}
}
