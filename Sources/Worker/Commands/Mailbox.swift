internal import Documents
internal import Peers
internal import Synchronization

/// What jobs' threads tell the conversation, in the order in which they said it.
final class Mailbox: Sendable {
  enum Mail: Sendable {
    /// Something that the worker's half of the protocol has to know.
    case event(WorkerEvent)
    /// A job needs this durable artifact.
    case fetch(Digest, FetchTicket)
    /// The worker's own disk fails: no job can be done here.
    case broken(Failure)
  }

  private struct State {
    var mail: [Mail] = []
    var wake: @Sendable () -> Void = {}
  }

  private let state = Mutex(State())

  /// Calls `wake` when mail comes into an empty box.
  func onMail(_ wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

  func post(_ mail: Mail) {
    let wake = state.withLock { state -> (@Sendable () -> Void)? in
      state.mail.append(mail)
      return state.mail.count == 1 ? state.wake : nil
    }
    wake?()
  }

  /// All mail so far.
  func take() -> [Mail] {
    state.withLock { state in
      defer { state.mail = [] }
      return state.mail
    }
  }
}
