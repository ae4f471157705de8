internal import Glibc

/// Starts a detached thread for work that blocks.
///
/// Signals that end or inform a program are left to its other threads.
func startThread(_ body: @escaping @Sendable () -> Void) {
  let start = Unmanaged.passRetained(ThreadStart(body)).toOpaque()
  var thread = pthread_t()
  let result = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { preconditionFailure("the thread was started with its body") }
      Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, start)
  precondition(result == 0, "the system allows no further thread; raise ulimit -u")
  pthread_detach(thread)
}

/// What a new thread begins with.
private final class ThreadStart: Sendable {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }

  func run() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2] {
      sigaddset(&signals, signal)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    body()
  }
}
