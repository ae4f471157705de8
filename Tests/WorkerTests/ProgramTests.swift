internal import Artifacts
internal import Documents
internal import Glibc
internal import Messaging
internal import TaskSpace
internal import Terminal
import TestSupport
import Testing
internal import Wire

/// The real program against a coordinator that does only what the test says.
@Suite(.serialized) struct ProgramTests {
  private func probe(_ number: Int, milliseconds: Int) -> Recipe {
    .probe(number: number, milliseconds: milliseconds)
  }

  @Test func itIntroducesItselfWorksAndLeavesWhenTold() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let hello = try #require(coordinator.hellos.first)
    #expect(hello.slots == 2)
    #expect(hello.running == [] && hello.finished == [])
    #expect(hello.version == Version.text)
    #expect(!hello.numerics.isEmpty)

    let job = try coordinator.assign(probe(1, milliseconds: 500))
    #expect(try coordinator.serve { coordinator.heartbeats.contains([job]) })
    #expect(try coordinator.serve { coordinator.outcome(of: job) != nil })
    guard case .success(let result, let seconds)? = coordinator.outcome(of: job) else {
      Issue.record("a probe succeeds")
      return
    }
    #expect(result.outputs.isEmpty)
    #expect((0.4...5).contains(seconds))

    try coordinator.send(.leave)
    #expect(try coordinator.serve { worker.child.poll() != nil && coordinator.hasLeft })
    #expect(worker.child.wait() == .success)
    #expect(worker.text.contains("probe 1: "))
  }

  @Test func aCancelledJobStopsSoon() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let job = try coordinator.assign(probe(1, milliseconds: 60_000))
    #expect(try coordinator.serve { coordinator.heartbeats.contains([job]) })
    try coordinator.send(.cancel([job]))
    #expect(try coordinator.serve(atMost: 3) { coordinator.outcome(of: job) == .stopped })
    #expect(worker.child.poll() == nil)
  }

  @Test func resultsOutliveAKilledWorker() throws {
    let coordinator = try ModelCoordinator()
    coordinator.acknowledges = false
    let first = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let job = try coordinator.assign(probe(1, milliseconds: 10))
    #expect(try coordinator.serve { coordinator.outcome(of: job) != nil })
    first.child.kill()
    first.child.wait()

    let second = try coordinator.startWorker()
    #expect(try coordinator.serve { coordinator.hellos.last?.finished == [job] })
    #expect(coordinator.hellos.last?.name == coordinator.hellos.first?.name)
    coordinator.acknowledges = true
    let before = coordinator.results.count
    #expect(try coordinator.serve { coordinator.results.count > before })
    #expect(
      try coordinator.serve { Files.names(in: "\(coordinator.cachePath)/outbox/0") == ["lock"] })
    second.child.terminate()
    #expect(try coordinator.serve { second.child.poll() != nil })
    #expect(second.child.wait() == .terminated)
  }

  @Test func damagedResultsAreRemovedAndLivingWorkersKeepTheirs() throws {
    let coordinator = try ModelCoordinator()
    coordinator.acknowledges = false
    let outbox = "\(coordinator.cachePath)/outbox"
    try Files.makeFolder("\(outbox)/0")
    try Files.write("nonsense", to: "\(outbox)/0/file")
    let first = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let job = try coordinator.assign(probe(1, milliseconds: 10))
    #expect(try coordinator.serve { coordinator.outcome(of: job) != nil })
    #expect(Files.names(in: "\(outbox)/0") == ["\(job.job)-1", "lock"])

    let second = try coordinator.startWorker()
    #expect(try coordinator.serve { coordinator.hellos.count == 2 })
    #expect(coordinator.hellos.last?.finished == [])
    #expect(coordinator.hellos.last?.name != coordinator.hellos.first?.name)
    #expect(Files.names(in: "\(outbox)/1") == ["lock"])
    #expect(first.child.poll() == nil && second.child.poll() == nil)
  }

  @Test func jobsGoOnWhileTheCoordinatorRestarts() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let job = try coordinator.assign(probe(1, milliseconds: 800))
    #expect(try coordinator.serve { coordinator.heartbeats.contains([job]) })
    try coordinator.restart()
    #expect(try coordinator.serve { coordinator.hellos.count == 2 })
    #expect(coordinator.hellos.last?.running == [job])
    #expect(try coordinator.serve { coordinator.outcome(of: job) != nil })
    #expect(worker.text.contains("the coordinator was restarted; 1 jobs go on"))
  }

  @Test func aCoordinatorThatComesBackElsewhereIsFound() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let job = try coordinator.assign(probe(1, milliseconds: 60_000))
    #expect(try coordinator.serve { coordinator.heartbeats.contains([job]) })
    try coordinator.move()
    #expect(try coordinator.serve { coordinator.hellos.count == 2 }, "\(worker.text)")
    #expect(coordinator.hellos.last?.running == [job])
    #expect(coordinator.hellos.last?.incarnation == coordinator.hellos.first?.incarnation)
  }

  @Test func anOldAccessFileIsReadAgainWhenItChanges() throws {
    let coordinator = try ModelCoordinator()
    try coordinator.writeAccess(serverKey: KeyPair().publicKey)
    let worker = try coordinator.startWorker()
    // Time for more than three handshakes, which all fail.
    #expect(try !coordinator.serve(atMost: 1) { !coordinator.hellos.isEmpty })
    #expect(worker.child.poll() == nil)
    try coordinator.writeAccess()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty }, "\(worker.text)")
  }

  @Test func aBrokenDiskEndsTheWorkerAndIsNotTheJobsFault() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let other = try coordinator.assign(probe(1, milliseconds: 60_000))
    #expect(try coordinator.serve { coordinator.heartbeats.contains([other]) })
    // Nothing can arrive any more.
    let partial = "\(coordinator.cachePath)/artifacts/partial"
    #expect(rmdir(partial) == 0)
    try Files.write("", to: partial)
    let digest = try coordinator.store.insert([1, 2, 3])
    let job = AttemptReference(job: Digest(of: "job"), attempt: 1)
    let input = Assignment.Input(role: "statistics", digest: digest, size: 3, isTemporary: false)
    try coordinator.assign(probe(2, milliseconds: 0), job, inputs: [input])
    #expect(try coordinator.serve { worker.child.poll() != nil && coordinator.hasLeft })
    #expect(worker.child.wait() == ExitStatus(74))
    #expect(coordinator.outcome(of: job) == .stopped)
    #expect(coordinator.outcome(of: other) == .stopped)
    #expect(worker.text.contains("cannot write \(partial)/\(digest)"))
  }

  @Test func anOutputThatDecayedOnTheDiskIsMadeAnew() throws {
    let coordinator = try ModelCoordinator()
    let job = AttemptReference(job: Digest(of: "job"), attempt: 1)
    let output = JobResult.Output(
      name: "losses", digest: Digest(of: "right"), size: 5, isTemporary: false)
    let outcome = Outcome.success(JobResult(outputs: [output], metrics: []), seconds: 1)
    let store = try ArtifactStore(folder: "\(coordinator.cachePath)/artifacts", isDurable: false)
    try Files.makeFolder(Files.folder(of: store.path(of: output.digest)))
    try Files.write("wrong", to: store.path(of: output.digest))
    try Files.makeFolder("\(coordinator.cachePath)/outbox/0")
    try Files.write(
      PackedValue.array([job.packedValue, outcome.packedValue]).packed,
      to: "\(coordinator.cachePath)/outbox/0/result")
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { coordinator.outcome(of: job) != nil }, "\(worker.text)")
    #expect(coordinator.hellos.first?.finished == [job])
    #expect(coordinator.outcome(of: job) == .stopped)
    #expect(!store.contains(output.digest))
  }

  @Test func whatKilledWritersLeftIsRemoved() throws {
    let coordinator = try ModelCoordinator()
    let names = ["artifacts/ab/c.12.34.part", "artifacts/ab/new.12.34.part", "letter.12.34.part"]
    let paths = names.map { "\(coordinator.cachePath)/\($0)" }
    try Files.makeFolder("\(coordinator.cachePath)/artifacts/ab")
    for path in paths { try Files.write("unfinished", to: path) }
    for path in [paths[0], paths[2]] {
      var times = [timespec](repeating: timespec(tv_sec: time(nil) - 3_700, tv_nsec: 0), count: 2)
      #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    }
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty }, "\(worker.text)")
    #expect(paths.map { Files.exists($0) } == [false, true, true])
  }

  @Test func aSilentCoordinatorIsConnectedAnew() throws {
    let coordinator = try ModelCoordinator()
    coordinator.lease = 300
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    coordinator.isSilent = true
    #expect(
      try coordinator.serve { worker.text.contains("the coordinator is silent; connecting anew") })
    coordinator.isSilent = false
    let before = coordinator.hellos.count
    #expect(try coordinator.serve { coordinator.hellos.count > before })
    let job = try coordinator.assign(probe(1, milliseconds: 1))
    #expect(try coordinator.serve { coordinator.outcome(of: job) != nil })
  }

  @Test func anIdleWorkerSleeps() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let before = try processorTime(of: worker)
    #expect(try !coordinator.serve(atMost: 1) { false })
    #expect(try processorTime(of: worker) - before <= 15)
  }

  /// Hundredths of a second that a process has computed (fields 14 and 15 of proc(5)'s stat).
  private func processorTime(of worker: WorkerProcess) throws -> Int {
    let text = try Files.readText("/proc/\(worker.child.identifier)/stat")
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    let (user, system) = (try #require(Int(fields[11])), try #require(Int(fields[12])))
    return user + system
  }

  @Test func previewDrawsRooms() throws {
    let folder = TemporaryFolder()
    try Files.write("{\"name\": \"rooms\"}", to: "\(folder.path)/spec.json")
    let out = "\(folder.path)/rooms.png"
    let worker = try WorkerProcess(
      [
        "preview", "\(folder.path)/spec.json", "--out", out, "--rooms", "2", "--set",
        "scenes.supersampling=1",
      ], in: folder.path)
    #expect(worker.child.wait() == .success, "\(worker.text)")
    #expect(try Files.read(out).starts(with: [0x89, 0x50, 0x4e, 0x47]))
  }

  @Test func controlCStopsJobsTellsSoAndEndsWith130() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let job = try coordinator.assign(probe(1, milliseconds: 60_000))
    #expect(try coordinator.serve { coordinator.heartbeats.contains([job]) })
    worker.interrupt()
    #expect(try coordinator.serve(atMost: 3) { worker.child.poll() != nil && coordinator.hasLeft })
    #expect(worker.child.wait() == .interrupted)
    #expect(try coordinator.serve { coordinator.outcome(of: job) == .stopped })
  }

  @Test func artifactsTravelBothWays() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    // The average needs no network: it is told by the statistics, and its losses go back.
    let data = DatasetReference(
      kind: .scenes, seed: 1, size: 64, supersampling: 1, counts: [.train: 3, .test: 2])
    let describe = try coordinator.assign(.describe(task: "normal", data: data))
    #expect(try coordinator.serve(atMost: 60) { coordinator.outcome(of: describe) != nil })
    guard case .success(let result, _)? = coordinator.outcome(of: describe),
      let statistics = result.outputs.first
    else {
      Issue.record("\(String(describing: coordinator.outcome(of: describe)))\n\(worker.text)")
      return
    }
    #expect(coordinator.store.contains(statistics.digest))
    #expect(try coordinator.store.read(statistics.digest).count == statistics.size)

    // Another machine has nothing in its cache, and must fetch.
    let other = try WorkerProcess(
      ["--access", coordinator.accessPath, "--cache", "\(coordinator.folder.path)/other"],
      in: coordinator.folder.path)
    worker.child.kill()
    #expect(try coordinator.serve { coordinator.hellos.count == 2 })
    let recipe = EvaluateRecipe(
      predictor: .average, target: "normal",
      network: NetworkChoice(encoder: .small, width: 8, representation: 8), hidden: 0,
      pictures: 0, data: data)
    let job = Job(.evaluate(recipe), after: [], numerics: .cpu)
    let reference = AttemptReference(job: job.identity, attempt: 1)
    let input = Assignment.Input(
      role: "statistics", digest: statistics.digest, size: statistics.size, isTemporary: false)
    try coordinator.assign(.evaluate(recipe), reference, inputs: [input])
    #expect(try coordinator.serve(atMost: 60) { coordinator.outcome(of: reference) != nil })
    guard case .success(let losses, _)? = coordinator.outcome(of: reference) else {
      Issue.record("\(String(describing: coordinator.outcome(of: reference)))\n\(other.text)")
      return
    }
    #expect(losses.outputs.allSatisfy { coordinator.store.contains($0.digest) })
  }

  @Test func largeInputsArriveInPiecesOnceForAllSlots() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let bytes = (0..<9_500_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let digest = try coordinator.store.insert(bytes)
    let input = Assignment.Input(
      role: "network", digest: digest, size: bytes.count, isTemporary: false)
    let jobs = (1...2).map { AttemptReference(job: Digest(of: "job \($0)"), attempt: 1) }
    for job in jobs { try coordinator.assign(probe(1, milliseconds: 0), job, inputs: [input]) }
    #expect(try coordinator.serve { jobs.allSatisfy { coordinator.outcome(of: $0) != nil } })
    for job in jobs {
      guard case .success? = coordinator.outcome(of: job) else {
        Issue.record("\(worker.text)")
        continue
      }
    }
    #expect(coordinator.fetches == [digest])
  }

  @Test func readoutsStayOnTheWorkerAndTheirLossesTravel() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let all = DatasetReference(
      kind: .scenes, seed: 1, size: 64, supersampling: 1,
      counts: [.train: 4, .transfer: 4, .test: 3])
    let data = all.restricted(to: .transfer, .test)
    let network = NetworkChoice(encoder: .small, width: 8, representation: 8)
    let settings = TrainingSettings(steps: 2, batch: 2, learningRate: 0.001, weightDecay: 0)
    func run(_ recipe: Recipe, _ inputs: Assignment.Input...) throws -> Assignment.Input {
      let result = try coordinator.result(of: recipe, inputs: inputs, from: worker)
      let output = try #require(result.outputs.first)
      return Assignment.Input(
        role: output.name, digest: output.digest, size: output.size,
        isTemporary: output.isTemporary)
    }
    let encoder = try run(
      .train(
        TrainRecipe(
          purpose: .random, network: network, settings: settings, seed: 1,
          data: all.restricted(to: .train))))
    let statistics = try run(.describe(task: "normal", data: all.restricted(to: .train)))
    let encoded = try run(
      .encode(source: "random", input: .clean, network: network, data: data), encoder)
    let representation = Assignment.Input(
      role: "representation.random", digest: encoded.digest, size: encoded.size, isTemporary: true)
    let transfer = TransferRecipe(
      sources: ["random"], target: "normal", network: network, hidden: 8, settings: settings,
      seed: 1, data: data)
    let readout = try run(.transfer(transfer), statistics, representation)
    let evaluate = EvaluateRecipe(
      predictor: .transfer(["random"]), target: "normal", network: network, hidden: 8,
      pictures: 0, data: data)
    let losses = try run(.evaluate(evaluate), statistics, representation, readout)
    #expect(readout.isTemporary && !losses.isTemporary)
    #expect(!coordinator.store.contains(readout.digest))
    #expect(coordinator.store.contains(losses.digest))

    // On its next start, the worker tells what it holds.
    worker.child.terminate()
    #expect(try coordinator.serve { worker.child.poll() != nil })
    let next = try coordinator.startWorker()
    #expect(try coordinator.serve { coordinator.hellos.last?.holdings == [readout.digest] })
    #expect(next.child.poll() == nil)
  }

  @Test func missingTemporaryInputsAreNotTheJobsFault() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let reference = AttemptReference(job: Digest(of: "job"), attempt: 1)
    let digest = Digest(of: "gone")
    let input = Assignment.Input(role: "readout", digest: digest, size: 4, isTemporary: true)
    try coordinator.assign(probe(1, milliseconds: 0), reference, inputs: [input])
    #expect(
      try coordinator.serve { coordinator.outcome(of: reference) == .missingInputs([digest]) })
    let durable = Assignment.Input(role: "network", digest: digest, size: 4, isTemporary: false)
    let second = AttemptReference(job: Digest(of: "job"), attempt: 2)
    try coordinator.assign(probe(1, milliseconds: 0), second, inputs: [durable])
    #expect(try coordinator.serve { coordinator.outcome(of: second) == .missingInputs([digest]) })
    #expect(worker.child.poll() == nil)
  }

  @Test func aMalformedRecipeIsAFailureOfTheJob() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    let reference = AttemptReference(job: Digest(of: "job"), attempt: 1)
    try coordinator.send(
      .assign([
        Assignment(reference: reference, recipe: "{}", numerics: "cpu", inputs: [], checkpoint: nil)
      ]))
    #expect(try coordinator.serve { coordinator.outcome(of: reference) != nil })
    #expect(coordinator.outcome(of: reference) == .failure("a job of unknown kind: {}"))
    #expect(worker.child.poll() == nil)
  }

  @Test func aWorkerWithoutAdmissionEndsWithOneSentence() throws {
    let coordinator = try ModelCoordinator(admitting: false)
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { worker.child.poll() != nil })
    #expect(worker.child.wait() == ExitStatus(69))
    #expect(worker.text.contains("does not admit 'test'"))
    let doctor = try WorkerProcess(
      ["doctor", "--access", coordinator.accessPath], in: coordinator.folder.path)
    #expect(try coordinator.serve { doctor.child.poll() != nil })
    #expect(doctor.child.wait() == ExitStatus(69))
    #expect(doctor.text.contains("BAD  coordinator"))
  }

  @Test func aRefusedWorkerEndsWithTheReason() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker()
    #expect(try coordinator.serve { !coordinator.hellos.isEmpty })
    try coordinator.send(.refuse("its version is too old"))
    #expect(try coordinator.serve { worker.child.poll() != nil })
    #expect(worker.child.wait() == ExitStatus(69))
    #expect(worker.text.contains("refuses: its version is too old"))
  }

  @Test func anIdleWorkerLeavesByItself() throws {
    let coordinator = try ModelCoordinator()
    let worker = try coordinator.startWorker("--leave-when-idle", "1")
    #expect(try coordinator.serve { worker.child.poll() != nil && coordinator.hasLeft })
    #expect(worker.child.wait() == .success)
  }

  @Test func wrongUsageAndMissingFilesHaveTheirOwnStatus() throws {
    let folder = TemporaryFolder()
    for (arguments, status) in [
      (["--slots", "none"], 64), (["--connect", "here"], 64), (["walk"], 64),
      (["--access", "/nowhere/access.json"], 66), (["preview", "/nowhere", "--out", "x"], 66),
      (["--help"], 0), (["--version"], 0),
    ] {
      let worker = try WorkerProcess(arguments, in: folder.path)
      #expect(worker.child.wait().number == Int32(status), "\(arguments): \(worker.text)")
    }
  }
}
