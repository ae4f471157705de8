/// Thrown where a long computation was asked to stop.
package struct Cancelled: Error, Equatable, Sendable {
  /// The sign that a computation was stopped.
  package init() {}
}

/// Asks, every few milliseconds at most, whether to go on; true means stop.
package typealias CancellationCheck = @Sendable () -> Bool
