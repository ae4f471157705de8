package import Peers
internal import Wire

/// The scheduler with what it wants done and nobody has heard of yet.
///
/// A turn takes in events, has `changes` made durable, and only then asks `committed` what may be
/// said. Where the changes cannot be kept, nothing is said.
package struct Turn: Sendable {
  /// The state of the cluster, ahead of the journal by `changes`.
  package private(set) var scheduler: Scheduler
  /// What the events since the last commit have caused, in order.
  package private(set) var outgoing: [Effect] = []

  /// Goes on with `scheduler`.
  package init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  /// Lets the scheduler handle an event; its effects wait for the commit.
  ///
  /// - Parameter now: the monotonic time, never earlier than that of the event before.
  /// - Returns: whether it was the message that ended a running attempt.
  @discardableResult
  package mutating func take(_ event: Event, at now: Instant) -> Bool {
    guard case .message(_, .result(let reference, _), _) = event, scheduler.isCurrent(reference)
    else {
      outgoing += scheduler.handle(event, at: now)
      return false
    }
    outgoing += scheduler.handle(event, at: now)
    return !scheduler.isCurrent(reference)
  }

  /// What has to be durable before anything is said.
  package var changes: [JournalChange] {
    outgoing.compactMap { effect in
      if case .journal(let change) = effect { change } else { nil }
    }
  }

  /// Ends the turn, all of whose changes are durable: what is now to be done, in order.
  package mutating func committed() -> [Effect] {
    defer { outgoing = [] }
    return outgoing.filter { effect in
      if case .journal = effect { false } else { true }
    }
  }
}
