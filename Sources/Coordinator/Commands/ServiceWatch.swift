internal import Documents
internal import Service
internal import Synchronization

/// Asks a service now and then whether it can go on, for a thread that must not wait for it.
final class ServiceWatch: Sendable {
  private let found = Mutex<Failure?>(nil)

  init(_ service: CoordinatorService) {
    Task { [weak self] in
      while let self {
        if let failure = await service.ending {
          self.found.withLock { $0 = failure }
          return
        }
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// Why the service ended; nil while it goes on.
  var failure: Failure? { found.withLock { $0 } }
}
