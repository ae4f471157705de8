internal import Dispatch
package import Documents
package import Messaging
internal import Peers
internal import Synchronization
internal import Wire

/// A command's line to a coordinator.
package final class Client: Sendable {
  private let line: ClientLine

  /// Connects with the keys and endpoints of `access`.
  ///
  /// - Throws: `Failure` (unavailable) where no connection can even be tried.
  package init(_ access: AccessFile) throws(Failure) {
    do {
      line = try ClientLine(access)
    } catch {
      throw Failure(.unavailable, "cannot connect to \(access.control): \(error)")
    }
  }

  deinit { line.thread.stop() }

  /// Asks, and waits for the answer; not to be called on the thread of an actor.
  ///
  /// - Parameter patience: how long to wait, in milliseconds.
  /// - Throws: the coordinator's `Failure`, or one that says that it does not answer.
  package func ask(
    _ verb: String, _ body: JSON = .object([]), patience: Int = 10_000
  ) throws(Failure) -> JSON {
    let answer = Answer()
    Task { [line] in
      await line.ask(verb, body, patience: patience) { result in answer.give(result) }
    }
    return try answer.wait().get()
  }
}

/// A place for one answer that another thread waits for.
private final class Answer: Sendable {
  private let result = Mutex<Result<JSON, Failure>?>(nil)
  private let done = DispatchSemaphore(value: 0)

  func give(_ result: Result<JSON, Failure>) {
    self.result.withLock { $0 = result }
    done.signal()
  }

  func wait() -> Result<JSON, Failure> {
    done.wait()
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("the answer came before the signal")
    }
    return result
  }
}
