internal import Documents
internal import Glibc
internal import Messaging
internal import Terminal

/// `worker run`: work for a coordinator until told to stop; what `worker` does by default.
enum RunCommand {
  static let command = Command(
    "run", "Work for a coordinator until stopped.",
    discussion: """
      Ctrl-C and SIGTERM stop it at once; what it has finished is kept and offered when a worker
      starts again with the same cache folder. The exit status is then 130 or 143, and 0 where the
      coordinator had no more work, or none came for --leave-when-idle.
      """,
    options: CoordinatorAddress.options + [
      .value("slots", short: "s", "COUNT", "Jobs at a time; all cores it may use by default."),
      .value("cache", "DIR", "Where artifacts and rooms are kept.", environment: "TASKMAP_CACHE"),
      .value("cache-size", "GIB", "How much the cache may hold.", default: "20"),
      .value("name", "NAME", "What the coordinator calls it; made of host and cache by default."),
      .value("patience", "SECONDS", "How long jobs go on without a coordinator.", default: "600"),
      .value(
        "checkpoint-every", "SECONDS",
        "How often long trainings are saved, to go on from there after a fault; 0: at every step.",
        default: "60"),
      .value("leave-when-idle", "SECONDS", "Leave when so long nothing was to be done."),
      DatasetOption.data, DatasetOption.manifests,
      .value("parent", "PID", "Die with this process, which started it."),
      .flag("verbose", short: "v", "Print a line for every job."),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    if let parent = try arguments.integerIfGiven("parent", in: 1...Int(Int32.max)) {
      ChildProcess.dieWithParent(Int32(parent))
    }
    let configuration = try WorkerConfiguration(arguments)
    let stopping = StopBox()
    Signals.onStop { stopping.request($0) }
    let log = ActivityLog(
      isOn: arguments.flag("verbose")
        || (Screen.error.isTerminal && !arguments.isGiven("parent")))
    guard
      let access = try configuration.address.wait(
        until: { stopping.request != nil }, telling: log)
    else { return stopping.status }
    let worker = try RunningWorker(configuration, access: access, log: log)
    stopping.onRequest { worker.interrupt() }
    let end = worker.waitForEnd()
    switch end {
    case .done: return .success
    case .interrupted: return stopping.status
    case .failed(let failure): throw failure
    }
  }
}
