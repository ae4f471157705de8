internal import Synchronization
internal import Terminal

/// Remembers that a person wants the program to stop.
final class Interruption: Sendable {
  private let value = Mutex<StopRequest?>(nil)

  /// Begins to listen; a second signal ends the program at once.
  init() {
    Signals.onStop { [value = self] request in value.note(request) }
  }

  private func note(_ request: StopRequest) {
    value.withLock { $0 = request }
  }

  /// The wish; nil where there is none.
  var request: StopRequest? { value.withLock { $0 } }

  /// The exit status that fits.
  var status: ExitStatus { request?.exitStatus ?? .interrupted }
}
