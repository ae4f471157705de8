import Documents
import Scheduling
import TaskSpace
import Testing
import Wire

@Suite struct SchedulerTests {
  @Test func aChainRunsInOrderAndTheRunEnds() throws {
    let first = probe(1)
    let second = probe(2, after: ("network", first))
    var cluster = Cluster()
    cluster.submit([first, second])
    cluster.hello("w", slots: 2)
    let assignment = try #require(cluster.assignments.first)
    #expect(cluster.assignments.count == 1)
    #expect(assignment.reference == AttemptReference(job: first.identity, attempt: 1))
    cluster.result(assignment.reference, success("n"), from: "w")
    #expect(cluster.acknowledged == [assignment.reference])
    let next = try #require(cluster.assignments.first)
    #expect(
      next.inputs == [.init(role: "network", digest: Digest(of: "n"), size: 10, isTemporary: false)]
    )
    cluster.result(next.reference, success("m"), from: "w")
    #expect(cluster.ended.map(\.state) == [.complete])
  }

  @Test func aResultIsAcceptedOnceAndAcknowledgedAlways() throws {
    var cluster = Cluster()
    cluster.submit([probe(1), probe(2)])
    cluster.hello("w")
    let reference = try #require(cluster.assignments.first).reference
    cluster.result(reference, success("a"), from: "w")
    cluster.result(reference, success("other"), from: "w")
    #expect(cluster.acknowledged == [reference])
    #expect(cluster.scheduler.job(reference.job)?.result?.outputs.first?.digest == Digest(of: "a"))
  }

  @Test func aResultWaitsForItsArtifacts() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    let reference = try #require(cluster.assignments.first).reference
    cluster.handle(
      .message(
        Cluster.session("w"), .result(reference, success("a")), missing: [Digest(of: "a")]))
    #expect(cluster.acknowledged.isEmpty)
    #expect(cluster.scheduler.job(reference.job)?.state == .running)
    cluster.result(reference, success("a"), from: "w")
    #expect(cluster.ended.map(\.state) == [.complete])
  }

  @Test func aJobFailsForGoodAfterItsAttemptsAndBlocksOnlyItsDescendants() throws {
    let bad = probe(1)
    let child = probe(2, after: ("x", bad))
    let grandchild = probe(3, after: ("x", child))
    let other = probe(4)
    var cluster = Cluster()
    cluster.submit([bad, child, grandchild, other], attempts: 2)
    cluster.hello("w", slots: 2)
    for attempt in 1...2 {
      cluster.result(.init(job: bad.identity, attempt: attempt), .failure("no"), from: "w")
    }
    #expect(cluster.state(bad) == .failed)
    #expect(cluster.state(child) == .blocked)
    #expect(cluster.state(grandchild) == .blocked)
    cluster.result(.init(job: other.identity, attempt: 1), success("o"), from: "w")
    #expect(cluster.ended.map(\.state) == [.incomplete])

    cluster.handle(.retry(run: "run"))
    #expect(cluster.assignments.map(\.reference) == [.init(job: bad.identity, attempt: 3)])
    #expect(cluster.state(grandchild) == .waiting)
  }

  @Test func aLostWorkersJobGoesToAnotherWithoutBlame() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    let reference = try #require(cluster.assignments.first).reference
    cluster.hello("v")
    #expect(cluster.assignments.isEmpty)
    for _ in 0..<12 {
      cluster.beat("v")
      if !cluster.assignments.isEmpty { break }
    }
    #expect(cluster.assignments.map(\.reference) == [.init(job: reference.job, attempt: 2)])
    #expect(cluster.scheduler.job(reference.job)?.crashes == 0)
    // The lost worker comes back with a result of the old attempt: too late.
    cluster.hello("w", session: 1, finished: [reference])
    cluster.handle(
      .message(Cluster.session("w", 1), .result(reference, success("old")), missing: []))
    #expect(cluster.acknowledged == [reference])
    #expect(cluster.scheduler.job(reference.job)?.state == .running)
  }

  @Test func checkpointsThatNobodyNeedsAreDiscarded() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    let reference = try #require(cluster.assignments.first?.reference)
    func checkpoint() -> Digest? { cluster.scheduler.job(reference.job)?.checkpoint }
    let (older, newer) = (Digest(of: "older"), Digest(of: "newer"))
    for (digest, discarded) in [(older, []), (older, []), (newer, [older])] {
      cluster.handle(
        .message(
          Cluster.session("w"),
          .progress(reference, fraction: 0.5, note: "", checkpoint: digest), missing: []))
      #expect(cluster.discarded == discarded)
    }
    #expect(checkpoint() == newer)
    cluster.result(reference, success("x"), from: "w")
    #expect(cluster.discarded == [newer])
    #expect(checkpoint() == nil)
  }

  @Test func aJobWhoseCheckpointIsLostBeginsAnew() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    let first = try #require(cluster.assignments.first?.reference)
    let lost = Digest(of: "lost")
    cluster.handle(
      .message(
        Cluster.session("w"), .progress(first, fraction: 0.5, note: "", checkpoint: lost),
        missing: []))
    cluster.handle(
      .message(Cluster.session("w"), .result(first, .missingInputs([lost])), missing: [lost]))
    let second = try #require(cluster.assignments.first)
    #expect(second.reference.attempt == 2)
    #expect(second.checkpoint == nil)
  }

  @Test func aJobThatKillsItsWorkersIsPoison() throws {
    let poison = probe(1)
    var cluster = Cluster()
    cluster.submit([poison], crashes: 3)
    for round in 1...3 {
      cluster.hello("w", incarnation: "\(round)")
      #expect(cluster.assignments.map(\.reference.attempt) == [round])
      cluster.handle(.died(worker: "w"))
    }
    #expect(cluster.state(poison) == .failed)
    #expect(cluster.ended.map(\.state) == [.incomplete])
  }

  @Test func ofTwoWorkersWithOneNameTheNewerStaysAndJobsAreNotPoisoned() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)], crashes: 2)
    cluster.hello("w", incarnation: "1", session: 1)
    cluster.hello("w", incarnation: "2", session: 2)
    #expect(cluster.assignments.map(\.reference.attempt) == [2])
    // The older one was not dead, and comes back.
    for _ in 0..<3 {
      cluster.hello("w", incarnation: "1", session: 1)
      #expect(
        cluster.sent.map(\.message) == [
          .refuse("another worker has taken the name 'w'; choose another --name")
        ])
      #expect(cluster.state(probe(1)) == .running)
    }
  }

  @Test func aSuspectRunsAlone() throws {
    var cluster = Cluster()
    cluster.submit([probe(1), probe(2), probe(3)], crashes: 9)
    cluster.hello("w", incarnation: "1", slots: 2)
    #expect(cluster.assignments.count == 2)
    cluster.handle(.died(worker: "w"))
    cluster.hello("w", incarnation: "2", slots: 2)
    #expect(cluster.assignments.count == 1)
  }

  @Test func runningJobsAreAdoptedAfterARestart() throws {
    var cluster = Cluster()
    cluster.submit([probe(1), probe(2)])
    cluster.hello("w", slots: 2)
    let references = cluster.assignments.map(\.reference)
    cluster.restart()
    cluster.hello("w", session: 1, slots: 2, running: [references[0]], finished: [references[1]])
    #expect(cluster.assignments.isEmpty)
    for reference in references {
      cluster.handle(
        .message(
          Cluster.session("w", 1), .result(reference, success("\(reference)")), missing: []))
    }
    #expect(cluster.ended.map(\.state) == [.complete])
  }

  @Test func afterARestartJobsOfMissingWorkersAreGivenOutAgain() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)], crashes: 1)
    cluster.hello("w")
    cluster.restart()
    cluster.hello("v")
    #expect(cluster.assignments.isEmpty)
    for _ in 0..<15 where cluster.assignments.isEmpty { cluster.beat("v") }
    #expect(cluster.assignments.map(\.reference.attempt) == [2])
  }

  @Test func aRestartedProcessOfTheSameNameFreesItsJobsAtOnce() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)], crashes: 1)
    cluster.hello("w", incarnation: "1")
    cluster.restart()
    cluster.hello("w", incarnation: "2", session: 1)
    // The coordinator's own end took the worker along: nobody is to blame.
    #expect(cluster.assignments.map(\.reference.attempt) == [2])
  }

  @Test func cancellingStopsOnlyWhatNoOtherRunWants() throws {
    let shared = probe(1)
    let own = probe(2)
    var cluster = Cluster()
    cluster.submit([shared, own], run: "one")
    cluster.submit([shared], run: "two")
    cluster.hello("w", slots: 2)
    cluster.handle(.cancel(run: "one", reason: "enough"))
    #expect(cluster.state(own) == .cancelled)
    #expect(cluster.state(shared) == .running)
    #expect(cluster.ended.map(\.run) == ["one"])
    let cancels = cluster.sent.contains {
      $0.message == .cancel([.init(job: own.identity, attempt: 1)])
    }
    #expect(cancels)
    cluster.submit([shared, own], run: "one")
    #expect(cluster.state(own) == .running)
  }

  @Test func aSecondSubmitUsesWhatIsThere() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)], run: "one")
    cluster.hello("w")
    cluster.result(try #require(cluster.assignments.first).reference, success("a"), from: "w")
    cluster.submit([probe(1)], run: "two")
    #expect(cluster.assignments.isEmpty)
    #expect(cluster.ended.map(\.run) == ["two"])
    cluster.submit([probe(1)], run: "one")
    #expect(cluster.ended.map(\.run) == ["one"])
  }

  @Test func arithmeticOfAnotherClassIsNotOffered() {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w", numerics: ["cpu-baseline"])
    #expect(cluster.assignments.isEmpty)
    #expect(cluster.scheduler.obstacle(0, 0) == .numerics(offered: ["cpu-baseline"]))
  }

  @Test func aReaderGoesWhereTheTemporaryArtifactLies() throws {
    let maker = probe(1)
    let reader = probe(2, after: ("readout", maker))
    var cluster = Cluster()
    cluster.submit([maker, reader])
    cluster.hello("w")
    cluster.hello("v", slots: 5)
    let made = try #require(cluster.scheduler.job(maker.identity)?.lease?.worker)
    cluster.result(
      .init(job: maker.identity, attempt: 1), success("r", isTemporary: true), from: made)
    #expect(cluster.scheduler.job(reader.identity)?.lease?.worker == made)
  }

  @Test func aLostTemporaryArtifactIsMadeAgainAndMustBeTheSame() throws {
    let maker = probe(1)
    let reader = probe(2, after: ("readout", maker))
    var cluster = Cluster()
    cluster.submit([maker, reader], attempts: 1)
    cluster.hello("w")
    cluster.result(
      .init(job: maker.identity, attempt: 1), success("r", isTemporary: true), from: "w")
    cluster.result(
      .init(job: reader.identity, attempt: 1), .missingInputs([Digest(of: "r")]), from: "w")
    #expect(cluster.assignments.map(\.reference) == [.init(job: maker.identity, attempt: 2)])
    #expect(cluster.state(reader) == .waiting)
    cluster.result(
      .init(job: maker.identity, attempt: 2), success("r", isTemporary: true), from: "w")
    #expect(cluster.state(reader) == .running)

    var other = Cluster()
    other.submit([maker, reader], attempts: 1)
    other.hello("w")
    other.result(.init(job: maker.identity, attempt: 1), success("r", isTemporary: true), from: "w")
    other.result(
      .init(job: reader.identity, attempt: 1), .missingInputs([Digest(of: "r")]), from: "w")
    other.result(.init(job: maker.identity, attempt: 2), success("s", isTemporary: true), from: "w")
    #expect(other.state(maker) == .failed)
  }

  @Test func aCompleteRunStaysSoWhereWhatItLostIsNotMadeAgainAfterAll() {
    let maker = probe(1)
    let reader = probe(2, after: ("network", maker))
    var cluster = Cluster()
    cluster.submit([maker], run: "first")
    cluster.hello("w")
    cluster.result(.init(job: maker.identity, attempt: 1), success("n"), from: "w")
    cluster.submit([maker, reader], run: "second")
    let lost = Digest(of: "n")
    cluster.handle(
      .message(
        Cluster.session("w"),
        .result(.init(job: reader.identity, attempt: 1), .missingInputs([lost])), missing: [lost]))
    #expect(cluster.state(maker) == .running)
    // The one that needed it does so no more.
    cluster.handle(.cancel(run: "second", reason: "enough"))
    #expect(cluster.state(maker) == .cancelled)
    #expect(cluster.scheduler.run("first")?.state == .complete)
    // Whoever wants the first run again gets it whole.
    cluster.submit([maker], run: "first")
    #expect(cluster.scheduler.run("first")?.state == .active)
    cluster.result(.init(job: maker.identity, attempt: 3), success("n"), from: "w")
    #expect(cluster.scheduler.run("first")?.state == .complete)
  }

  @Test func aHolderThatDoesNotComeBackCostsOnlyItsArtifact() throws {
    let maker = probe(1)
    let reader = probe(2, after: ("readout", maker))
    var cluster = Cluster()
    cluster.submit([maker, reader])
    cluster.hello("w")
    cluster.result(
      .init(job: maker.identity, attempt: 1), success("r", isTemporary: true), from: "w")
    cluster.hello("v")
    cluster.handle(.died(worker: "w"), after: 16_000)
    #expect(cluster.assignments.map(\.reference) == [.init(job: maker.identity, attempt: 2)])
  }

  @Test func anAssignmentThatNeverArrivedIsGivenOutAgain() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    for _ in 0..<12 {
      cluster.beat("w")
      if !cluster.assignments.isEmpty { break }
    }
    #expect(cluster.assignments.map(\.reference.attempt) == [2])
  }

  @Test func aCoordinatorThatWasAwayItselfForgivesTheSilence() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    cluster.handle(.tick, after: 60_000)
    #expect(cluster.scheduler.workers.count == 1)
    #expect(cluster.scheduler.jobs[0].state == .running)
  }

  @Test func aBrokenConnectionCostsOnlyWhatItCarried() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w", slots: 2)
    let confirmed = try #require(cluster.assignments.first).reference
    cluster.handle(.message(Cluster.session("w"), .heartbeat([confirmed]), missing: []))
    cluster.submit([probe(1), probe(2)])
    #expect(cluster.scheduler.jobs.map(\.state) == [.running, .running])
    cluster.handle(.unreachable(Cluster.session("w")))
    #expect(cluster.scheduler.jobs.map(\.state) == [.running, .ready])
    cluster.hello("w", session: 1, slots: 2, running: [confirmed])
    #expect(cluster.scheduler.jobs.map(\.attempt) == [1, 2])
  }

  @Test func aProcessWhoseNameWasTakenDoesNotTakeItBack() {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w", incarnation: "one")
    cluster.hello("w", incarnation: "two", session: 1)
    cluster.hello("w", incarnation: "one", session: 2)
    #expect(cluster.scheduler.workers.map(\.hello.incarnation) == ["two"])
    #expect(cluster.sent.count == 1)
  }

  @Test func whatAnotherWorkerOfTheMachineDeliversCounts() throws {
    var cluster = Cluster()
    cluster.submit([probe(1)])
    cluster.hello("w")
    let reference = try #require(cluster.assignments.first).reference
    cluster.hello("v", finished: [reference])
    cluster.result(reference, success("a"), from: "v")
    #expect(cluster.ended.map(\.state) == [.complete])
  }

  @Test func retryingARunFreesWhatAnotherRunHasBlocked() throws {
    let bad = probe(1)
    let child = probe(2, after: ("x", bad))
    var cluster = Cluster()
    cluster.submit([bad, child], run: "one", attempts: 1)
    cluster.submit([bad], run: "two", attempts: 1)
    cluster.hello("w")
    cluster.result(.init(job: bad.identity, attempt: 1), .failure("no"), from: "w")
    #expect(cluster.state(child) == .blocked)
    cluster.handle(.retry(run: "two"))
    #expect(cluster.state(child) == .waiting)
  }

  @Test func aNodeRemembersWhatItGrewEvenWhereTheJobsWereThere() throws {
    let first = probe(1)
    let node = node(after: first)
    let grown = probe(7)
    var cluster = Cluster()
    cluster.submit([grown], run: "other")
    cluster.submit([first, node], run: "one")
    cluster.hello("w", slots: 4)
    cluster.result(.init(job: first.identity, attempt: 1), success("l"), from: "w")
    let expansion = try #require(cluster.expansions.first)
    cluster.handle(.expanded(expansion.reference, .success([grown])))
    cluster.restart()
    cluster.submit([first, node], run: "two")
    #expect(cluster.scheduler.run("two").map { cluster.scheduler.jobs(of: $0).count } == 3)
  }

  @Test func anUnknownWorkerIsAskedToIntroduceItself() {
    var cluster = Cluster()
    cluster.handle(.message(SessionID([1]), .heartbeat([]), missing: []))
    #expect(cluster.sent.map(\.message) == [.introduce])
  }

  @Test func noWorkIsGivenOutWhileStopping() {
    var cluster = Cluster()
    cluster.hello("w")
    cluster.handle(.stop)
    #expect(cluster.sent.map(\.message) == [.leave])
    cluster.submit([probe(1)])
    #expect(cluster.assignments.isEmpty)
  }
}
