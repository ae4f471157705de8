internal import Dispatch
internal import Documents
internal import Synchronization

/// Lets a job's thread wait for an artifact that the conversation fetches.
final class FetchTicket: Sendable {
  private let answer = Mutex<Result<Void, Failure>?>(nil)
  private let arrival = DispatchSemaphore(value: 0)

  /// Ends the wait.
  func resolve(_ result: Result<Void, Failure>) {
    answer.withLock { $0 = result }
    arrival.signal()
  }

  /// How the fetch ended; nil where `isCancelled` came first.
  func wait(isCancelled: () -> Bool) -> Result<Void, Failure>? {
    while !isCancelled() {
      if arrival.wait(timeout: .now() + .milliseconds(50)) == .success {
        return answer.withLock { $0 }
      }
    }
    return nil
  }
}
