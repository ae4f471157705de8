import Peers
import Scheduling
import TaskSpace
import Testing
import Wire

/// What a coordinator takes up that the one before left undone, and what it finds lost.
@Suite struct RestartTests {
  /// A cluster whose one run has just ended.
  private func ended() -> Cluster {
    let job = probe(1)
    var cluster = Cluster()
    cluster.submit([job])
    cluster.hello("w")
    cluster.result(.init(job: job.identity, attempt: 1), success("a"), from: "w")
    return cluster
  }

  @Test func aRunThatEndedUnwrittenIsAnnouncedAgain() {
    var cluster = ended()
    #expect(cluster.ended.map(\.state) == [.complete])
    cluster.restart()
    cluster.handle(.tick)
    #expect(cluster.ended.map(\.state) == [.complete])
    cluster.handle(.published(run: "run"))
    cluster.restart()
    cluster.handle(.tick)
    #expect(cluster.ended.isEmpty)
  }

  @Test func silentWorkersAreCountedOverRestarts() {
    let job = probe(1)
    var cluster = Cluster()
    cluster.submit([job], crashes: 2)
    for round in 1...6 {
      #expect(cluster.state(job) == .ready, "round \(round)")
      cluster.hello("w\(round)")
      #expect(cluster.assignments.count == 1)
      for _ in 0...10 { cluster.handle(.tick, after: 1_000) }
      cluster.restart()
    }
    #expect(cluster.state(job) == .failed)
    #expect(
      cluster.scheduler.job(job.identity)?.reason == "6 workers fell silent while they did it")
    // Another chance is a whole one.
    cluster.handle(.retry(run: "run"))
    cluster.restart()
    #expect(cluster.scheduler.job(job.identity)?.silences == 0)
  }

  @Test func onlyTheWritingOfTheNewestEndCounts() {
    var cluster = ended()
    cluster.handle(.retry(run: "run"))
    #expect(cluster.ended.map(\.state) == [.complete])
    cluster.handle(.published(run: "run"))
    cluster.restart()
    cluster.handle(.tick)
    #expect(cluster.ended.map(\.state) == [.complete])
  }

  @Test func aNodeThatARestartInterruptedIsJournaledAndBegunAgain() throws {
    let first = probe(1)
    var cluster = Cluster()
    cluster.submit([first, node(after: first)])
    cluster.hello("w")
    cluster.result(.init(job: first.identity, attempt: 1), success("l"), from: "w")
    let before = try #require(cluster.expansions.first).reference
    cluster.restart()
    cluster.handle(.tick)
    #expect(cluster.journal.attempts[before] == "lost")
    #expect(cluster.expansions.map(\.reference.attempt) == [2])
  }

  @Test func lossesThatAreGoneAreMadeAgainBeforeTheyAreRanked() throws {
    let first = probe(1)
    let node = node(after: first)
    var cluster = Cluster()
    cluster.submit([first, node], attempts: 1)
    cluster.hello("w")
    cluster.result(.init(job: first.identity, attempt: 1), success("l"), from: "w")
    let expansion = try #require(cluster.expansions.first)
    let losses = try #require(cluster.scheduler.job(first.identity)?.result?.outputs.first)
    cluster.handle(.unexpanded(expansion.reference, lacking: [losses.digest]))
    #expect(cluster.state(node) == .waiting)
    #expect(cluster.assignments.map(\.reference) == [.init(job: first.identity, attempt: 2)])
    cluster.result(.init(job: first.identity, attempt: 2), success("l"), from: "w")
    #expect(cluster.expansions.map(\.reference.attempt) == [2])
  }
}
