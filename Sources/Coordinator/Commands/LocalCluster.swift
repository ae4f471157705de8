internal import Dispatch
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
    try SpecFile.checkProcessor(spec)
    let folder = try StateOption.folder(arguments)
    let slots = try arguments.integerIfGiven("slots", in: 1...1024)
    let started = try PatientStart.service(
      folder, listening: Endpoint("tcp://127.0.0.1:0"), isTemporary: true, interruption)
    guard let service = started else { return interruption.status }
    defer { service.stop() }
    func checkHope() throws(Failure) {
      if let failure = service.ending { throw failure }
    }
    let client = try Client(AccessFile(at: folder.localClient))
    // A full disk may take its time; that the coordinator has ended `checkHope` says.
    let reply = try client.ask(
      "submit", ["spec": spec.json], patience: 86_400_000, checkHope: checkHope)
    let run = reply["run"]?.text ?? ""
    let follower = RunFollower(
      client, run: run, isJSON: arguments.flag("json"), checkHope: checkHope)
    var worker = try startWorker(folder, slots, DataOptions.words(arguments))
    var deaths = 0
    var problem: Failure?
    var end: RunEnd?
    do throws(Failure) {
      end = try follower.follow {
        if interruption.request != nil { return true }
        guard let status = worker.poll() else { return false }
        deaths += 1
        do throws(Failure) {
          try checkWorker(status, deaths: deaths)
          // The scheduler hears of the death before the next worker says hello in its name.
          note(deathOf: workerName, to: service)
          worker = try startWorker(folder, slots, DataOptions.words(arguments))
          return false
        } catch {
          problem = error
          return true
        }
      }
    } catch {
      problem = error
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

  /// Gives up where a worker says that it cannot work here, or where one after the other dies.
  private static func checkWorker(_ status: ExitStatus, deaths: Int) throws(Failure) {
    if let code = Failure.Code(rawValue: status.number) {
      throw Failure(code, "the worker cannot work here; what it said stands above")
    }
    guard deaths < mostDeaths else {
      throw Failure(.software, "the worker died \(deaths) times; see 'coordinator status'")
    }
  }

  private static func note(deathOf name: String, to service: CoordinatorService) {
    let isNoted = DispatchSemaphore(value: 0)
    Task {
      await service.workerDied(name)
      isNoted.signal()
    }
    isNoted.wait()
  }

  private static func startWorker(
    _ folder: StateFolder, _ slots: Int?, _ data: [String]
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
    words += data
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
