import Documents
import Journal
import Peers
import Scheduling
import TaskSpace
import TestSupport
import Testing
import Wire

@Suite struct JournalTests {
  let folder = TemporaryFolder()

  var path: String { "\(folder.path)/journal.sqlite" }

  static func request(_ jobs: [Job]) -> RunRequest {
    RunRequest(
      id: "run-1", name: "run", spec: ["name": "run"], jobs: jobs, maximumAttempts: 3,
      maximumCrashes: 4)
  }

  /// Drives a scheduler through one success and one running attempt, and keeps it all.
  func fill() throws -> Scheduler {
    let first = Job(.probe(number: 1, milliseconds: 0), after: [], numerics: .cpu)
    let second = Job(
      .probe(number: 2, milliseconds: 0), after: [.init("network", on: first.identity)],
      numerics: .cpu)
    let journal = try Journal.open(path)
    var scheduler = Scheduler(epoch: journal.epoch, at: Instant(milliseconds: 0))
    let session = SessionID([1])
    let hello = WorkerHello(
      name: "w", incarnation: "a", version: "t", cache: "c", slots: 1, numerics: ["cpu"],
      sceneGenerator: DatasetReference.sceneGeneratorVersion, hardware: "h", running: [],
      finished: [], holdings: [])
    let result = JobResult(
      outputs: [.init(name: "network", digest: Digest(of: "x"), size: 3, isTemporary: false)],
      metrics: [.init("loss", 0.5)])
    let events: [Event] = [
      .submit(Self.request([first, second])), .message(session, .hello(hello), missing: []),
      .message(
        session,
        .result(.init(job: first.identity, attempt: 1), .success(result, seconds: 2)),
        missing: []),
    ]
    for (index, event) in events.enumerated() {
      let effects = scheduler.handle(event, at: Instant(milliseconds: index))
      let changes = effects.compactMap { effect -> JournalChange? in
        if case .journal(let change) = effect { return change }
        return nil
      }
      try journal.commit(changes, time: 1000 + Double(index))
    }
    return scheduler
  }

  @Test func whatWasCommittedIsReadBack() throws {
    let scheduler = try fill()
    let journal = try Journal.open(path)
    #expect(journal.epoch == 2)
    let content = try journal.snapshot()
    let restored = Scheduler(
      restoring: content.snapshot, epoch: 2, durations: content.durations,
      at: Instant(milliseconds: 9))
    restored.checkInvariants()
    #expect(restored.jobs.map(\.identity) == scheduler.jobs.map(\.identity))
    #expect(restored.jobs.map(\.state) == [.succeeded, .running])
    #expect(restored.jobs.map(\.result) == scheduler.jobs.map(\.result))
    #expect(restored.jobs[1].lease?.worker == "w")
    #expect(restored.runs.map(\.id) == ["run-1"])
    #expect(content.work[scheduler.jobs[0].identity]?.seconds == 2)
    #expect(content.durations.seconds(.probe) == 2)
    #expect(content.times["run-1"]?.created == 1000)
  }

  @Test func readersSeeTheJournalWhileItIsWritten() throws {
    _ = try fill()
    let writer = try Journal.open(path)
    #expect(try JournalContent(path: path).snapshot.jobs.count == 2)
    try writer.commit([.setRun(id: "run-1", state: .cancelled, reason: "x")], time: 5)
    #expect(try JournalContent(path: path).snapshot.runs[0].state == .cancelled)
  }

  @Test func aRunIsPublishedUntilItsStateChanges() throws {
    _ = try fill()
    let journal = try Journal.open(path)
    #expect(try journal.snapshot().snapshot.runs.map(\.isPublished) == [false])
    try journal.commit(
      [.setRun(id: "run-1", state: .complete, reason: nil), .publish(run: "run-1")], time: 5)
    #expect(try journal.snapshot().snapshot.runs.map(\.isPublished) == [true])
    try journal.commit([.setRun(id: "run-1", state: .active, reason: nil)], time: 6)
    #expect(try journal.snapshot().snapshot.runs.map(\.isPublished) == [false])
  }

  @Test func aFailedTransactionKeepsNothing() throws {
    _ = try fill()
    let journal = try Journal.open(path)
    let job = Job(.probe(number: 9, milliseconds: 0), after: [], numerics: .cpu)
    #expect(throws: SQLiteError.self) {
      try journal.commit(
        [.addJob(job), .addJob(job)], time: 7)
    }
    #expect(try journal.snapshot().snapshot.jobs.count == 2)
  }

  @Test func otherFilesAreRefusedWithASentence() throws {
    try Files.write("this is no database, but long enough to look at", to: path)
    #expect {
      _ = try Journal.open(path)
    } throws: { error in
      (error as? Failure)?.code == .data && "\(error)".contains("is damaged")
    }
    #expect {
      _ = try JournalContent(path: "\(folder.path)/missing.sqlite")
    } throws: { error in
      (error as? Failure)?.code == .missingInput
    }
  }
}
