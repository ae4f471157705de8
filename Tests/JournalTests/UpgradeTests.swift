import Documents
import Journal
import Peers
import Scheduling
import TaskSpace
import TestSupport
import Testing
import Wire

/// Journals of other versions: an older one is brought up to date, or only read as if it were;
/// what is too old or newer is refused.
@Suite struct UpgradeTests {
  private let folder = TemporaryFolder()
  private var path: String { "\(folder.path)/journal.sqlite" }

  @Test func anOlderJournalIsBroughtUpToDateAndItsRunGoesOn() throws {
    try OldJournal.write(to: path)
    let journal = try Journal.open(path)
    #expect(journal.oldVersion == 1)
    #expect(journal.epoch == 4)
    let content = try journal.snapshot()
    #expect(content.snapshot.jobs.map(\.job) == OldJournal.jobs)
    #expect(content.snapshot.jobs.map(\.crashes) == [0, 1, 0, 0])
    #expect(content.snapshot.jobs.map(\.silences) == [0, 0, 0, 0])
    #expect(content.snapshot.runs.map(\.isPublished) == [false, true])
    #expect(content.snapshot.runs.map(\.submitter) == [nil, nil])

    var turn = Turn(
      Scheduler(restoring: content.snapshot, epoch: journal.epoch, at: Instant(milliseconds: 0)))
    let session = SessionID([1])
    let running = AttemptReference(job: OldJournal.jobs[1].identity, attempt: 2)
    let next = AttemptReference(job: OldJournal.jobs[2].identity, attempt: 1)
    let success = Outcome.success(JobResult(outputs: [], metrics: []), seconds: 1)
    let hello = WorkerHello(
      name: "w", incarnation: "a", version: "t", cache: "c", slots: 1, numerics: ["cpu"],
      sceneGenerator: DatasetReference.sceneGeneratorVersion, hardware: "h", running: [running],
      finished: [], holdings: [])
    for message in [
      WorkerMessage.hello(hello), .result(running, success), .result(next, success),
    ] {
      turn.take(.message(session, message, missing: []), at: Instant(milliseconds: 1))
      try journal.commit(turn.changes, time: 2_000)
      _ = turn.committed()
    }
    let states = try journal.snapshot().snapshot.jobs.map(\.state)
    #expect(states == [.succeeded, .succeeded, .succeeded, .failed])
    #expect(turn.scheduler.run("run-1")?.state == .incomplete)
    #expect(try JournalCheck(path: path).findings == [])
    #expect(try Journal.open(path).oldVersion == nil)
  }

  @Test func whoOnlyReadsAnOlderJournalSeesItUpToDateAndLeavesItAsItIs() throws {
    try OldJournal.write(to: path)
    let before = try Files.read(path)
    let content = try JournalContent(path: path)
    #expect(content.snapshot.jobs.map(\.job) == OldJournal.jobs)
    #expect(content.snapshot.runs.map(\.isPublished) == [false, true])
    #expect(content.work[OldJournal.jobs[0].identity]?.seconds == 0.5)
    #expect(try RunSummary.all(path: path).map(\.state) == [.active, .complete])
    #expect(try JournalCheck(path: path).findings == [])
    let copy = "\(folder.path)/copy.sqlite"
    try JournalCopy.make(of: path, at: copy)
    for journal in [path, copy] {
      let note = try #require(try JournalAge.note(path: journal))
      #expect(note.contains("has schema version 1") && note.contains("brings it to version 2"))
    }
    #expect(try Files.read(path) == before)
  }

  @Test func aJournalOfThisVersionNeedsNoNote() throws {
    _ = try Journal.open(path)
    #expect(try JournalAge.note(path: path) == nil)
  }

  @Test(arguments: [
    (1_000_000, "use the newer program"), (0, "finish with the program that made it"),
  ])
  func otherVersionsAreRefusedWithASentence(version: Int, remedy: String) throws {
    _ = try Journal.open(path)
    try OldJournal.execute("PRAGMA user_version = \(version)", on: path)
    let (path, copy) = (path, "\(folder.path)/copy.sqlite")
    let readers: [() throws -> Void] = [
      { _ = try Journal.open(path) }, { _ = try JournalContent(path: path) },
      { try JournalCopy.make(of: path, at: copy) }, { _ = try JournalAge.note(path: path) },
    ]
    for read in readers {
      #expect {
        try read()
      } throws: { error in
        (error as? Failure)?.code == .data && "\(error)".contains("has schema version \(version)")
          && "\(error)".contains(remedy)
      }
    }
    #expect(try JournalCheck(path: path).findings.count == 1)
    #expect(!Files.exists(copy))
  }
}
