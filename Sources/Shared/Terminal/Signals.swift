internal import Glibc
internal import Synchronization

/// Ctrl-C and requests to terminate, handled on a thread of their own.
///
/// The signal handler only writes the signal's number into a pipe, which is all that a handler
/// may safely do; a thread reads the pipe and calls back. So it does not matter which threads
/// exist already, nor which of them the system interrupts.
package enum Signals {
  /// Where the handler writes; -1 before there is a pipe.
  private static let pipeEnd = Atomic<Int32>(-1)

  /// Lets writes to a closed pipe or socket fail instead of ending the program (SIGPIPE).
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Calls `stop` on a thread of its own at the first SIGINT or SIGTERM; a second one ends the
  /// program at once.
  ///
  /// - Parameters:
  ///   - exitAtOnce: what the second request does; receives 130 or 143.
  ///   - stop: brings the program to an end; it should return soon.
  /// - Precondition: this is called once in the life of a program.
  package static func onStop(
    exitAtOnce: @escaping @Sendable (ExitStatus) -> Void = { _exit($0.number) },
    _ stop: @escaping @Sendable (StopRequest) -> Void
  ) {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "the system refuses a pipe")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (isFirst, _) = pipeEnd.compareExchange(
      expected: -1, desired: ends[1], ordering: .sequentiallyConsistent)
    precondition(isFirst, "stop requests have one handler")
    let readEnd = ends[0]
    startThread {
      var isStopping = false
      while let request = next(from: readEnd) {
        if isStopping { exitAtOnce(request.exitStatus) } else { stop(request) }
        isStopping = true
      }
    }
    install(for: SIGINT)
    install(for: SIGTERM)
  }

  private static func install(for number: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let reason = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(Signals.pipeEnd.load(ordering: .relaxed), &byte, 1)
      errno = reason
    }
    action.sa_flags = SA_RESTART
    sigemptyset(&action.sa_mask)
    precondition(sigaction(number, &action, nil) == 0, "the system refuses a signal handler")
  }

  private static func next(from descriptor: Int32) -> StopRequest? {
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count == 1 { return Int32(byte) == SIGINT ? .interrupt : .terminate }
      guard count < 0, errno == EINTR else { return nil }
    }
  }

  /// Runs `body` on a new thread that nobody waits for.
  private static func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Box(body)).toOpaque()
    let reason = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, argument)
    precondition(reason == 0, "the system refuses a thread")
    pthread_detach(thread)
  }
}
