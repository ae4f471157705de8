internal import Dispatch
package import Documents
package import Messaging
internal import Peers
internal import Synchronization
internal import Wire

/// A command's line to a coordinator.
package final class Client: Sendable {
  /// Milliseconds between two looks whether an answer can still come.
  private static let hope = 500
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
  /// - Parameters:
  ///   - patience: how long to wait, in milliseconds.
  ///   - checkHope: is called now and then, and throws where no answer can come any more.
  /// - Throws: the coordinator's `Failure`, one that says that it does not answer, or that of
  ///   `checkHope`.
  package func ask(
    _ verb: String, _ body: JSON = .object([]), patience: Int = 10_000,
    checkHope: () throws(Failure) -> Void = {}
  ) throws(Failure) -> JSON {
    let answer = Answer()
    Task { [line] in
      await line.ask(verb, body, patience: patience) { result in answer.give(result) }
    }
    while true {
      if let result = answer.wait(milliseconds: Self.hope) { return try result.get() }
      try checkHope()
    }
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

  /// The answer; nil where it does not come in time.
  func wait(milliseconds: Int) -> Result<JSON, Failure>? {
    _ = done.wait(timeout: .now() + .milliseconds(milliseconds))
    return result.withLock { $0 }
  }
}
