internal import Documents
internal import Glibc
internal import Messaging
internal import Service
internal import TaskSpace
internal import Terminal

/// A coordinator and a worker for the time of one run, on this machine.
enum LocalCluster {
  /// The worker's name: always the same, so that a new one frees the jobs of the one before.
  private static let workerName = "local"
  /// How long a worker may take to leave, in seconds.
  private static let farewell = 10.0
  /// How often the worker may die before the run is given up.
  private static let mostDeaths = 50

  static func run(
    _ spec: JobSpec, _ arguments: Arguments, _ interruption: Interruption
  ) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    let slots = try arguments.integerIfGiven("slots", in: 1...1024)
    let service = try CoordinatorService(
      folder: folder, listening: Endpoint("tcp://127.0.0.1:0"), isTemporary: true)
    defer { service.stop() }
    let watch = ServiceWatch(service)
    func checkHope() throws(Failure) {
      if let failure = watch.failure { throw failure }
    }
    let client = try Client(AccessFile(at: folder.localClient))
    let reply = try client.ask(
      "submit", ["spec": spec.json], patience: 60_000, checkHope: checkHope)
    let run = reply["run"]?.text ?? ""
    let follower = RunFollower(
      client, run: run, isJSON: arguments.flag("json"), checkHope: checkHope)
    var worker = try startWorker(folder, slots)
    var deaths = 0
    var problem: Failure?
    let end = try follower.follow {
      if interruption.request != nil { return true }
      guard worker.poll() != nil else { return false }
      deaths += 1
      Task { await service.workerDied(workerName) }
      do throws(Failure) {
        guard deaths < mostDeaths else {
          throw Failure(.software, "the worker died \(deaths) times; see 'coordinator status'")
        }
        worker = try startWorker(folder, slots)
        return false
      } catch {
        problem = error
        return true
      }
    }
    stop(worker, service)
    if let problem { throw problem }
    guard let end else {
      Output.error(
        "stopped; the same command again goes on where it stopped\n")
      return interruption.status
    }
    try RunConclusion(end, arguments).show()
    return end.exitStatus
  }

  private static func startWorker(
    _ folder: StateFolder, _ slots: Int?
  ) throws(Failure) -> ChildProcess {
    let program = "\(Files.programFolder)/worker"
    guard Files.exists(program) else {
      throw Failure(
        .missingInput,
        "the program worker is not beside the coordinator in \(Files.programFolder); build both")
    }
    var words = [
      "--connect", "--state", folder.path, "--cache", folder.cache, "--name", workerName,
      "--parent", String(ChildProcess.own),
    ]
    if let slots { words += ["--slots", String(slots)] }
    return try ChildProcess.start(program, words, hasOwnGroup: true)
  }

  private static func stop(_ worker: ChildProcess, _ service: CoordinatorService) {
    Task { await service.leave() }
    worker.terminate()
    var waited = 0.0
    while worker.poll() == nil, waited < farewell {
      usleep(20_000)
      waited += 0.02
    }
    if worker.poll() == nil { worker.kill() }
  }
}
