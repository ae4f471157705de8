internal import Documents
internal import Glibc
internal import Testing

/// A coordinator and two workers at work, and somebody who breaks what can be broken.
///
/// As root the second worker is on another host and the coordinator has a small disk; elsewhere all
/// are on one host, no cable is cut and no disk is filled.
final class Chaos {
  /// What may happen.
  private enum Fault: UInt32, CaseIterable {
    case coordinatorDies
    case coordinatorStops
    case workerDies
    case workerStops
    case cableIsCut
    case garbageArrives
    case strangerKnocks
    case oldVersionKnocks
    case artifactIsDamaged
    case diskFills
    case jobIsPoison
  }

  /// The job that kills its worker whenever one does it, as the kernel does where memory runs out.
  private static let poison = "train edge_texture"

  private static let port = 7000
  private static let names = ["near", "far"]
  private let workplace: Workplace
  /// Knows other keys than the coordinator's.
  private let elsewhere: Workplace
  private let hosts: TwoHosts?
  /// Where the state folder lies; nil where no file system may be mounted.
  private let disk: SmallDisk?
  /// The run with the poisonous job, once it was submitted.
  private var poisonRun: String?
  private var coordinator: RunningProgram
  private var workers: [String: RunningProgram] = [:]
  private var moments: Moments
  private let address: String
  /// What was done, for whoever has to find out what went wrong.
  private(set) var diary: [String] = []

  init(seed: UInt64) throws {
    hosts = TwoHosts.obstacle == nil ? try TwoHosts() : nil
    if let obstacle = TwoHosts.obstacle { print("no cable is cut: \(obstacle)") }
    workplace = try Workplace()
    disk = try SmallDisk(at: workplace.state, kilobytes: 64_000)
    if disk == nil { print("no disk is filled: mounting a file system needs root") }
    elsewhere = try Workplace()
    moments = Moments(seed: seed)
    let listen = hosts == nil ? "tcp://127.0.0.1:0" : "tcp://*:\(Self.port)"
    coordinator = try workplace.serve("--listen", listen, launcher: hosts?.onFirst ?? [])
    let bound = try Files.readText("\(workplace.state)/listening").split(separator: "\n")[0]
    address = hosts.map { "tcp://\($0.address):\(Self.port)" } ?? String(bound)
    for name in ["far", "old"] {
      try workplace.output(
        "access", "create", "--worker", name, "--out", "\(name).json", "--endpoint", address)
    }
    // Any coordinator that is not this one makes keys that do not fit.
    _ = try elsewhere.serve()
    try elsewhere.output(
      "access", "create", "--worker", "stranger", "--out", "stranger.json", "--endpoint", address)
    for name in Self.names { try startWorker(name) }
  }

  /// Submits the tiny map, breaks things for `seconds`, heals them, and waits for the run's end.
  func run(seconds: Double) throws {
    // Murdered workers are no fault of their jobs.
    let run = String(
      try command("submit", workplace.spec, "--detach", "--set", "crashes=100").dropLast())
    let end = Self.now + seconds
    while Self.now < end {
      try happen(Fault.allCases[draw(Fault.allCases.count)])
      usleep(moments.next(in: 20...300) * 1_000)
      try poisonWorkers()
    }
    try endPoison()
    let wait = try start("wait", run)
    #expect(try wait.end(within: 90) == 0, "\(wait.errors)\n\(story)")
    try #require(wait.status == 0)
    // The taxonomy's file also names the run, whose spec has another number of crashes.
    let map = try TinyMap(folder: "\(workplace.state)/runs/\(run)")
    let differences = try map.differences(from: TinyMap.undisturbed.get())
    #expect(differences.filter { $0 != "taxonomy.json" } == [], "\(story)")
  }

  /// What was done and what the programs said.
  var story: String {
    let said = workers.sorted { $0.key < $1.key }.map { "\($0.key):\n\($0.value.errors)" }
    return (diary + ["coordinator:\n\(coordinator.errors)"] + said).joined(separator: "\n")
  }

  private func happen(_ fault: Fault) throws {
    let name = Self.names[draw(Self.names.count)]
    let milliseconds = moments.next(in: 50...1_500)
    diary.append("\(fault) (\(name), \(milliseconds) ms)")
    let worker = try #require(workers[name])
    try #require(coordinator.status == nil, "the coordinator ended by itself\n\(story)")
    try #require(worker.status == nil, "\(name) ended by itself\n\(story)")
    switch fault {
    case .coordinatorDies:
      coordinator.kill()
      usleep(milliseconds * 300)
      coordinator = try workplace.serve("--listen", listen, launcher: hosts?.onFirst ?? [])
    case .coordinatorStops: pause(coordinator, milliseconds)
    case .workerDies:
      worker.kill()
      try startWorker(name)
    case .workerStops: pause(worker, milliseconds)
    case .cableIsCut:
      try hosts?.setCable("down")
      usleep(milliseconds * 1_000)
      try hosts?.setCable("up")
    case .garbageArrives: try sendGarbage()
    case .strangerKnocks: try knock()
    case .oldVersionKnocks: try knockFromThePast()
    case .artifactIsDamaged:
      worker.kill()
      try damage("\(workplace.path)/cache-\(name)")
      try startWorker(name)
    case .diskFills: try fillDisk(milliseconds)
    case .jobIsPoison:
      guard poisonRun == nil else { return }
      let run = try command(
        "submit", workplace.spec, "--detach", "--set", "name=poison", "--set",
        #"tasks=["edge_texture"]"#, "--set", "training.steps=10000000", "--set", "crashes=2")
      poisonRun = String(run.dropLast())
    }
  }

  // MARK: Poison

  /// Kills each worker that does the poisonous job; says how its run stands, where somebody answers.
  @discardableResult
  private func poisonWorkers() throws -> JSON? {
    guard let poisonRun else { return nil }
    let status = try start("status", poisonRun, "--json")
    guard try status.end(within: 20) == 0 else { return nil }
    let json = try JSON(reading: status.output)
    for running in json["running"]?.array ?? [] where running["title"]?.text == Self.poison {
      guard let name = running["worker"]?.text, let worker = workers[name] else { continue }
      diary.append("\(Self.poison) kills \(name)")
      worker.kill()
      try startWorker(name)
    }
    return json
  }

  /// The run with the poisonous job ends without it, and says why.
  private func endPoison() throws {
    guard poisonRun != nil else { return }
    var status: JSON?
    let hasEnded = try eventually(within: 60) {
      status = try poisonWorkers()
      return status?["state"]?.text == "incomplete"
    }
    #expect(hasEnded, "\(status?.text() ?? "nobody answers")\n\(story)")
    let failed = status?["failed"]?.array ?? []
    #expect(failed.map { $0["title"]?.text } == [Self.poison], "\(story)")
    #expect(failed.first?["reason"]?.text?.contains(" workers ") == true, "\(failed)")
  }

  // MARK: The disk

  /// Leaves no room on the coordinator's disk for a while, in which it may die and start again.
  private func fillDisk(_ milliseconds: UInt32) throws {
    guard disk != nil else { return }
    let ballast = "\(workplace.state)/ballast"
    let filling = try RunningProgram(
      ["dd", "if=/dev/zero", "of=\(ballast)", "bs=1k"], in: workplace.path, environment: [])
    try filling.end(within: 20)
    usleep(milliseconds * 1_000)
    let dies = draw(2) == 0
    if dies {
      diary.append("the coordinator dies on the full disk")
      coordinator.kill()
      coordinator = try workplace.start(
        "coordinator", ["serve", "--listen", listen], launcher: hosts?.onFirst ?? [])
      usleep(milliseconds * 500)
    }
    #expect(coordinator.status == nil, "\(story)")
    Files.remove(ballast)
    #expect(!dies || eventually(within: 10) { coordinator.errors.contains("listening at") })
  }

  // MARK: Strangers

  private var listen: String { hosts == nil ? address : "tcp://*:\(Self.port)" }

  private func startWorker(_ name: String) throws {
    let isFar = name == "far"
    workers[name] = try workplace.worker(
      name, environment: isFar ? ["TASKMAP_ACCESS=far.json"] : [],
      launcher: (isFar ? hosts?.onSecond : hosts?.onFirst) ?? [])
  }

  private func pause(_ program: RunningProgram, _ milliseconds: UInt32) {
    program.send(SIGSTOP)
    usleep(milliseconds * 1_000)
    program.send(SIGCONT)
  }

  /// Bytes that are no message, on one of both ports: at random, of another protocol, or a good
  /// beginning with a bad end.
  private func sendGarbage() throws {
    let beginnings: [[UInt8]] = [
      [], Array("GET / HTTP/1.1\r\n\r\n".utf8),
      // The greeting of ZMTP 3.1 up to the mechanism.
      [0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 1] + Array("CURVE".utf8)
        + [UInt8](repeating: 0, count: 47),
    ]
    let count = Int(moments.next(in: 1...5_000))
    let noise = (0..<count).map { _ in UInt8(moments.next(in: 0...255)) }
    try Files.write(beginnings[draw(beginnings.count)] + noise, to: "\(workplace.path)/garbage")
    let parts = address.dropFirst("tcp://".count).split(separator: ":")
    let port = try #require(parts.last.flatMap { Int($0) }) + draw(2)
    let sender = try RunningProgram(
      (hosts?.onFirst ?? []) + ["bash", "-c", "cat garbage > /dev/tcp/\(parts[0])/\(port)"],
      in: workplace.path, environment: [])
    // The coordinator may hang up before all is sent.
    try sender.end(within: 10)
  }

  /// A worker whose keys are not the coordinator's is sent away.
  private func knock() throws {
    let stranger = try elsewhere.worker(
      "stranger", environment: ["TASKMAP_ACCESS=stranger.json"],
      launcher: hosts?.onSecond ?? [])
    usleep(300_000)
    #expect(stranger.status ?? 69 == 69, "\(stranger.errors)")
    stranger.kill()
  }

  /// A worker of another version has a good key, and is refused with the reason.
  private func knockFromThePast() throws {
    let isOfOtherProtocol = draw(2) == 0
    let impostor = try workplace.start(
      "Impostor", ["old.json", isOfOtherProtocol ? "protocol" : "rooms"],
      launcher: hosts?.onFirst ?? [])
    let reason =
      isOfOtherProtocol
      ? "this coordinator speaks TASKMAP/" : "this worker renders rooms of version"
    #expect(try impostor.end(within: 20) == 0 && impostor.output.contains(reason), "\(story)")
  }

  /// Turns a bit of one artifact over, while nobody has it open.
  private func damage(_ cache: String) throws {
    let files = ["artifacts", "temporary"].flatMap { folder in
      ((try? Files.tree(in: "\(cache)/\(folder)")) ?? []).map { "\(cache)/\(folder)/\($0.path)" }
    }.sorted()
    guard !files.isEmpty else { return }
    let path = files[draw(files.count)]
    var bytes = try Files.read(path)
    guard !bytes.isEmpty else { return }
    bytes[draw(bytes.count)] ^= 1
    diary.append("damaged \(path)")
    Files.remove(path)
    try Files.write(bytes, to: path)
  }

  private func draw(_ count: Int) -> Int { Int(moments.next(in: 0...UInt32(count - 1))) }

  private func start(_ words: String...) throws -> RunningProgram {
    try workplace.start("coordinator", words, launcher: hosts?.onFirst ?? [])
  }

  private func command(_ words: String...) throws -> String {
    let program = try workplace.start("coordinator", words, launcher: hosts?.onFirst ?? [])
    try #require(try program.end() == 0, "\(program.errors)")
    return program.output
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
