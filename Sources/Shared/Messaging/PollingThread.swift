internal import CZeroMQ
internal import Dispatch
internal import Glibc
internal import Synchronization

/// An actor that lives on a polling thread, and so may own sockets and wait for them.
///
/// All its methods run on that one thread; a blocking wait never holds a thread of Swift's
/// cooperative pool.
package protocol PollingActor: Actor {
  /// The actor's own thread.
  nonisolated var thread: PollingThread { get }

  /// Does what is to be done when a watched socket has messages, another task woke the thread, or
  /// the time is up. Returns how long the next wait may last; nil is until something happens.
  ///
  /// It need not take all messages: those that are left end the next wait at once. Calls from other
  /// tasks run between two turns, so a turn should be short.
  func turn() -> Duration?
}

extension PollingActor {
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    thread.asUnownedSerialExecutor()
  }
}

/// A thread that waits for sockets and runs the jobs of one actor between two waits.
package final class PollingThread: SerialExecutor {
  private enum Phase { case idle, running, stopping, ended }

  private struct State {
    var phase = Phase.idle
    var jobs: [UnownedJob] = []
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let name: String
  private let state = Mutex(State())
  private let wakeUp = WakeUp()
  /// The thread that runs the actor at this moment; 0 where none does.
  private let runner = Atomic<UInt>(0)
  /// Where calls run that come after the end, so that no caller waits for ever.
  private let afterwards: DispatchQueue
  /// What to wait for: first the wake-up, then the sockets.
  ///
  /// Touched before the start and on the thread only, as `watch` and `forget` check.
  nonisolated(unsafe) private var items: [zmq_pollitem_t]

  /// A thread that does not run yet; messages about misuse call it `name`.
  package init(name: String) {
    self.name = name
    afterwards = DispatchQueue(label: name)
    items = [
      zmq_pollitem_t(socket: nil, fd: wakeUp.reader, events: Int16(ZMQ_POLLIN), revents: 0)
    ]
  }

  /// Adds `socket` to what the thread waits for; it must be forgotten before it is closed.
  package func watch(_ socket: borrowing Socket) {
    preconditionConfined()
    items.append(
      zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
  }

  /// Removes `socket` from what the thread waits for.
  package func forget(_ socket: borrowing Socket) {
    preconditionConfined()
    let handle = socket.handle
    items.removeAll { $0.socket == handle }
  }

  /// Starts the thread, which keeps `actor` alive until `stop`.
  ///
  /// The first turn comes at once.
  package func start(_ actor: some PollingActor) {
    precondition(actor.thread === self, "an actor lives on its own thread")
    state.withLock { state in
      precondition(state.phase == .idle, "a polling thread starts once")
      state.phase = .running
    }
    startThread { self.run(actor) }
  }

  /// Asks the thread to end after the jobs that wait; sockets are closed with the actor.
  package func stop() {
    state.withLock { state in
      precondition(state.phase != .idle, "only a thread that was started can stop")
      if state.phase == .running { state.phase = .stopping }
    }
    wakeUp.signal()
  }

  /// Returns when the thread has ended.
  package func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.phase != .ended { state.waiters.append(continuation) }
        return state.phase == .ended
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// Ends a wait, so that the actor takes a turn now; from any thread.
  ///
  /// Awaiting an empty method of the actor would not do: the optimiser leaves out a hop behind
  /// which nothing happens.
  package func wake() { wakeUp.signal() }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let (isFirst, hasEnded) = state.withLock { state in
      if state.phase == .ended { return (false, true) }
      state.jobs.append(job)
      return (state.jobs.count == 1, false)
    }
    if isFirst { wakeUp.signal() }
    if hasEnded { runAfterwards(job) }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  package func isIsolatingCurrentContext() -> Bool? {
    runner.load(ordering: .acquiring) == UInt(pthread_self())
  }

  package func checkIsolated() {
    precondition(
      isIsolatingCurrentContext() == true, "this is not the thread \(name), which owns the actor")
  }

  private func preconditionConfined() {
    let isIdle = state.withLock { $0.phase == .idle }
    precondition(isIdle || isIsolatingCurrentContext() == true, "a socket belongs to its thread")
  }

  private func run(_ actor: some PollingActor) {
    runner.store(UInt(pthread_self()), ordering: .releasing)
    var wait: Duration? = .zero
    while state.withLock({ $0.phase == .running }) {
      poll(atMost: wait)
      runJobs()
      wait = actor.assumeIsolated { $0.turn() }
    }
    runner.store(0, ordering: .releasing)
    for waiter in end() { waiter.resume() }
  }

  /// Runs the last jobs; none can be added unseen between the last look and the end.
  private func end() -> [CheckedContinuation<Void, Never>] {
    while true {
      runner.store(UInt(pthread_self()), ordering: .releasing)
      runJobs()
      runner.store(0, ordering: .releasing)
      let waiters: [CheckedContinuation<Void, Never>]? = state.withLock { state in
        guard state.jobs.isEmpty else { return nil }
        state.phase = .ended
        defer { state.waiters = [] }
        return state.waiters
      }
      if let waiters { return waiters }
    }
  }

  private func poll(atMost wait: Duration?) {
    var milliseconds = -1
    if let wait {
      let (seconds, attoseconds) = wait.components
      // Rounded up: a timer must not fire before its time and then spin.
      milliseconds =
        Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
      milliseconds = min(max(0, milliseconds), 3_600_000)
    }
    // An interrupted wait counts as a wake-up: `turn` finds nothing and waits again.
    let found = zmq_poll(&items, Int32(items.count), milliseconds)
    precondition(found >= 0 || zmq_errno() == EINTR, "a watched socket was closed")
    wakeUp.clear()
  }

  private func runJobs() {
    let jobs = state.withLock { state in
      defer { state.jobs = [] }
      return state.jobs
    }
    for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  private func runAfterwards(_ job: UnownedJob) {
    afterwards.async {
      self.runner.store(UInt(pthread_self()), ordering: .releasing)
      job.runSynchronously(on: self.asUnownedSerialExecutor())
      self.runner.store(0, ordering: .releasing)
    }
  }
}
