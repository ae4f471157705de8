internal import CLinux
package import Documents
internal import Glibc
internal import Synchronization

/// A program that this one has started.
///
/// A child starts with no signal blocked and all signals at their defaults, so that it can be
/// interrupted even where its parent ignores or handles them. Its standard input is empty.
package final class ChildProcess: Sendable {
  /// Where the output of a child goes.
  package enum Destination: Equatable, Sendable {
    /// Where that of its parent goes.
    case inherited
    /// Nowhere.
    case nowhere
    /// To the end of the file at this path.
    case file(String)
  }

  /// The process number, until its end has been seen.
  package let identifier: Int32
  private let status = Mutex<ExitStatus?>(nil)

  private init(identifier: Int32) { self.identifier = identifier }

  /// Starts the program at `path`.
  ///
  /// - Parameters:
  ///   - arguments: without the program's own name.
  ///   - environment: variables `NAME=value` in addition to those of this process.
  ///   - output: for standard output and standard error.
  ///   - hasOwnGroup: whether Ctrl-C in the terminal spares the child, for its parent to stop it.
  /// - Throws: `Failure` (unavailable) where the system refuses, with its reason.
  package static func start(
    _ path: String, _ arguments: [String], environment: [String] = [],
    output: Destination = .inherited, hasOwnGroup: Bool = true
  ) throws(Failure) -> ChildProcess {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    setSignals(of: &attributes, hasOwnGroup: hasOwnGroup)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    redirect(&actions, to: output)
    var identifier: pid_t = 0
    let reason = withStrings([path] + arguments) { arguments in
      withStrings(inherited(without: environment) + environment) { variables in
        posix_spawn(&identifier, path, &actions, &attributes, arguments, variables)
      }
    }
    guard reason == 0 else {
      throw Failure(.unavailable, "cannot start \(path): \(String(cString: strerror(reason)))")
    }
    return ChildProcess(identifier: identifier)
  }

  /// Waits for the end of the child; one that a signal ended has status 128 + its number.
  @discardableResult
  package func wait() -> ExitStatus {
    var information = siginfo_t()
    // Waits without collecting the child: its number stays taken, so that a signal sent
    // meanwhile cannot reach a stranger.
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return status.withLock { status in collect(&status, options: 0) } ?? ExitStatus(255)
  }

  /// The status of a child that has ended; nil while it runs.
  package func poll() -> ExitStatus? {
    status.withLock { status in collect(&status, options: WNOHANG) }
  }

  /// Asks the child to end (SIGTERM).
  package func terminate() { send(SIGTERM) }

  /// Ends the child at once (SIGKILL).
  package func kill() { send(SIGKILL) }

  /// Lets this process be killed when its parent ends.
  ///
  /// To be called by a child as its first deed. The system sends the signal when the *thread*
  /// that started the child ends: start such children from a thread that lives as long as the
  /// program.
  ///
  /// - Parameter parent: the process that started this one; where it is gone already, this
  ///   process ends now with status 143.
  package static func dieWithParent(_ parent: Int32) {
    precondition(
      taskmap_set_parent_death_signal(SIGKILL) == 0, "the system refuses a parent death signal")
    // A parent that ended before the call above sends nothing any more.
    if getppid() != parent { _exit(ExitStatus.terminated.number) }
  }

  /// The number of this process.
  package static var own: Int32 { getpid() }

  private func send(_ number: Int32) {
    status.withLock { status in
      if status == nil { _ = Glibc.kill(identifier, number) }
    }
  }

  private func collect(_ status: inout ExitStatus?, options: Int32) -> ExitStatus? {
    if let status { return status }
    var word: Int32 = 0
    var result = waitpid(identifier, &word, options)
    while result < 0, errno == EINTR { result = waitpid(identifier, &word, options) }
    guard result == identifier else { return nil }
    let number = word & 0x7f
    status = ExitStatus(number == 0 ? (word >> 8) & 0xff : 128 + number)
    return status
  }

  private static func setSignals(of attributes: inout posix_spawnattr_t, hasOwnGroup: Bool) {
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags =
      POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (hasOwnGroup ? POSIX_SPAWN_SETPGROUP : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  private static func redirect(
    _ actions: inout posix_spawn_file_actions_t, to output: Destination
  ) {
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    let path: String
    switch output {
    case .inherited: return
    case .nowhere: path = "/dev/null"
    case .file(let name): path = name
    }
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
  }

  /// The variables of this process, but for those that `additions` set anew.
  private static func inherited(without additions: [String]) -> [String] {
    let names = additions.map { String($0.prefix { $0 != "=" }) }
    var variables: [String] = []
    var next = environ
    while let text = next.pointee {
      let variable = String(cString: text)
      if !names.contains(String(variable.prefix { $0 != "=" })) { variables.append(variable) }
      next += 1
    }
    return variables
  }

  private static func withStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
