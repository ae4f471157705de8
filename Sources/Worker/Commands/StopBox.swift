internal import Synchronization
internal import Terminal

/// Holds a request to stop until somebody can follow it.
final class StopBox: Sendable {
  private struct State {
    var request: StopRequest?
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// The request; nil before there is one.
  var request: StopRequest? { state.withLock { $0.request } }

  /// The exit status that the request asks for.
  var status: ExitStatus { request?.exitStatus ?? .success }

  /// Takes a request, and follows it where an action is known.
  func request(_ request: StopRequest) {
    let action = state.withLock { state in
      state.request = request
      return state.action
    }
    action?()
  }

  /// Calls `action` at the request, which may have come already.
  func onRequest(_ action: @escaping @Sendable () -> Void) {
    let hasCome = state.withLock { state in
      state.action = action
      return state.request != nil
    }
    if hasCome { action() }
  }
}
