package import TaskSpace

/// How long jobs of each kind take, learned from those that succeeded.
package struct DurationEstimates: Hashable, Sendable {
  /// Seconds by kind, before anything was learned: orders of magnitude on one core.
  private static let guesses: [JobKind: Double] = [
    .describe: 1, .train: 3, .encode: 0.3, .screen: 2, .transfer: 0.15, .evaluate: 0.03,
    .expand: 0.02,
    .probe: 0.05,
  ]
  /// How much of a new duration goes into the mean.
  private static let share = 0.2

  private var means: [JobKind: Double] = [:]

  /// Makes estimates from the mean durations of a journal.
  package init(means: [JobKind: Double] = [:]) {
    self.means = means
  }

  /// The expected seconds of a job of `kind`.
  package func seconds(_ kind: JobKind) -> Double {
    means[kind] ?? Self.guesses[kind] ?? 1
  }

  /// Learns that a job of `kind` took so many seconds.
  package mutating func learn(_ kind: JobKind, seconds: Double) {
    guard let mean = means[kind] else {
      means[kind] = seconds
      return
    }
    means[kind] = mean + Self.share * (seconds - mean)
  }
}
