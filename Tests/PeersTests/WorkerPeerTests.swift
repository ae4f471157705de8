internal import Documents
internal import Peers
import Testing
internal import Wire

@Suite struct WorkerPeerTests {
  @Test func aWorkerIntroducesItselfUntilItIsWelcomed() {
    var scene = Scene()
    #expect(scene.after(0, .connected).hello?.name == "node7")
    #expect(scene.after(1_999) == [])
    #expect(scene.after(1).hello != nil)
    #expect(scene.hear(scene.welcome()) == [])
    #expect(scene.worker.isWelcomed)
    #expect(scene.worker.epoch == 1)
    #expect(scene.after(1_000) == [.send(.heartbeat([]))])
  }

  @Test func anAssignmentIsStartedOnceOnly() {
    var scene = Scene()
    scene.begin()
    #expect(scene.assign(attempt(1)) == [.start(assignment(attempt(1)))])
    #expect(scene.assign(attempt(1)) == [])
    let result = success()
    #expect(
      scene.after(1, .finished(attempt(1), result))
        == [.keep(attempt(1), result), .send(.result(attempt(1), result))])
    #expect(scene.assign(attempt(1)) == [])
    #expect(scene.hear(.acknowledge([attempt(1)])) == [.forget(attempt(1))])
    #expect(scene.assign(attempt(1)) == [])
    #expect(scene.assign(attempt(1, 2)).starts == [attempt(1, 2)])
  }

  @Test func assignmentsWaitForASlotAndGoBackWhenTooManyWait() {
    var scene = Scene(slots: 1)
    scene.begin()
    let effects = scene.assign(attempt(1), attempt(2), attempt(3), attempt(4))
    #expect(effects.starts == [attempt(1)])
    #expect(effects.results == [attempt(4)])
    #expect(effects.contains(.send(.result(attempt(4), .stopped))))
    #expect(scene.worker.queuedCount == 2)
    #expect(scene.after(1, .finished(attempt(1), success())).starts == [attempt(2)])
  }

  @Test func aNewerAttemptReplacesAnOlderOneAndNeverTheOtherWayRound() {
    var scene = Scene(slots: 2)
    scene.begin()
    _ = scene.assign(attempt(1, 3))
    #expect(scene.assign(attempt(1, 2)) == [])
    let effects = scene.assign(attempt(1, 4))
    #expect(effects == [.cancel(attempt(1, 3)), .start(assignment(attempt(1, 4)))])
    #expect(scene.after(1, .finished(attempt(1, 3), success())) == [])
  }

  @Test func aResultIsRepeatedWithGrowingPausesUntilItIsAcknowledged() {
    var scene = Scene {
      $0.firstRepeat = 300
      $0.longestRepeat = 500
    }
    scene.begin()
    _ = scene.assign(attempt(1))
    #expect(scene.after(0, .finished(attempt(1), .failure("no"))).results == [attempt(1)])
    #expect(scene.after(299).results == [])
    #expect(scene.after(1).results == [attempt(1)])
    #expect(scene.after(499).results == [])
    #expect(scene.after(1).results == [attempt(1)])
    #expect(scene.after(500).results == [attempt(1)])
    #expect(scene.hear(.acknowledge([attempt(1)])) == [.forget(attempt(1))])
    #expect(scene.after(10_000).results == [])
    #expect(scene.worker.outboxCount == 0)
  }

  @Test func aResultIsToldOnlyAfterItsDurableArtifactsAreThere() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1))
    let result = success(durable: ["a", "b"], temporary: ["c"])
    let (a, b) = (Digest(of: "a"), Digest(of: "b"))
    #expect(
      scene.after(0, .finished(attempt(1), result))
        == [.keep(attempt(1), result), .upload(a), .upload(b)])
    #expect(scene.after(1_000) == [.send(.heartbeat([attempt(1)]))])
    #expect(scene.after(0, .uploaded(a)) == [])
    #expect(scene.after(0, .uploaded(b)) == [.send(.result(attempt(1), result))])
    #expect(scene.hear(.need(attempt(1), [a])) == [.upload(a)])
    #expect(scene.after(0, .uploaded(a)) == [.send(.result(attempt(1), result))])
    #expect(scene.hear(.introduce).hello?.holdings == [Digest(of: "c")])
    #expect(scene.hear(.introduce) == [])
  }

  @Test func aResultWhoseArtifactIsGoneIsTakenBack() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1))
    _ = scene.after(0, .finished(attempt(1), success(durable: ["a"])))
    let effects = scene.after(0, .lost(Digest(of: "a")))
    #expect(effects.last == .send(.result(attempt(1), .stopped)))
  }

  @Test func aCancelledJobStopsAndSaysSo() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1), attempt(2))
    #expect(scene.hear(.cancel([attempt(1)])) == [.cancel(attempt(1))])
    #expect(scene.hear(.cancel([attempt(1)])) == [])
    #expect(scene.hear(.cancel([attempt(2)])) == [.send(.result(attempt(2), .stopped))])
    let end = scene.after(0, .finished(attempt(1), success()))
    #expect(end == [.send(.result(attempt(1), .stopped))])
    #expect(scene.hear(.cancel([attempt(3)])).results == [attempt(3)])
    #expect(scene.assign(attempt(3)) == [])
  }

  @Test func whatTheWelcomeAbandonsEndsInSilence() {
    var scene = Scene(slots: 2)
    scene.begin()
    _ = scene.assign(attempt(1), attempt(2), attempt(3))
    _ = scene.after(0, .finished(attempt(2), success()))
    let effects = scene.hear(scene.welcome(abandon: [attempt(1), attempt(2)]))
    #expect(effects.contains(.cancel(attempt(1))))
    #expect(effects.contains(.forget(attempt(2))))
    #expect(scene.after(0, .finished(attempt(1), success())) == [])
    #expect(scene.worker.claimed == [attempt(3)])
  }

  @Test func jobsOutliveTheCoordinatorAndAreOfferedToItsSuccessor() {
    var scene = Scene(slots: 2)
    scene.begin()
    _ = scene.assign(attempt(1), attempt(2))
    _ = scene.after(0, .disconnected)
    let result = success()
    #expect(scene.after(60_000, .finished(attempt(2), result)) == [.keep(attempt(2), result)])
    // A successor is greeted after a moment that differs from worker to worker.
    _ = scene.after(1, .connected)
    let hello = scene.after(256).hello
    #expect(hello?.running == [attempt(1)])
    #expect(hello?.finished == [attempt(2)])
    let effects = scene.hear(scene.welcome(epoch: 2))
    #expect(effects.contains(.note("the coordinator was restarted; 1 jobs go on")))
    #expect(effects.results == [attempt(2)])
    #expect(scene.worker.epoch == 2)
  }

  @Test func afterALongSilenceJobsAreGivenUpButResultsAreKept() {
    var scene = Scene(slots: 2) { $0.patience = 50_000 }
    scene.begin()
    _ = scene.assign(attempt(1), attempt(2), attempt(3))
    _ = scene.after(0, .finished(attempt(2), success()))
    _ = scene.after(0, .disconnected)
    #expect(scene.worker.nextDeadline == scene.now + 50_000)
    #expect(!scene.after(49_999).contains(.cancel(attempt(1))))
    let effects = scene.after(1)
    #expect(effects.contains(.cancel(attempt(1))))
    #expect(scene.worker.claimed == [])
    #expect(scene.worker.outboxCount == 1)
  }

  @Test func aSilentConnectionIsAskedAndThenReplaced() {
    var scene = Scene()
    scene.begin()
    #expect(scene.after(9_999).hello == nil)
    #expect(scene.after(1).hello != nil)
    #expect(scene.after(20_000).contains(.reconnect))
    #expect(scene.after(60_000) == [])
  }

  @Test func progressIsToldOnceASecondWithTheNewestCheckpointThatArrived() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1))
    let digest = Digest(of: "checkpoint")
    func told(_ fraction: Double, _ checkpoint: Digest?) -> [WorkerEffect] {
      [.send(.progress(attempt(1), fraction: fraction, note: "", checkpoint: checkpoint))]
    }
    #expect(scene.after(0, .progress(attempt(1), fraction: 0.1, note: "")) == told(0.1, nil))
    #expect(scene.after(10, .progress(attempt(1), fraction: 0.2, note: "")) == [])
    #expect(scene.after(10, .checkpoint(attempt(1), digest)) == [.upload(digest)])
    #expect(scene.after(10, .progress(attempt(1), fraction: 0.3, note: "")) == [])
    #expect(scene.after(10, .uploaded(digest)) == [])
    #expect(scene.after(960).contains(told(0.3, digest)[0]))
  }

  @Test func aWorkerLeavesWhenItsResultsAreAcknowledged() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1))
    #expect(scene.hear(.leave) == [.send(.leaving)])
    #expect(scene.assign(attempt(2)) == [.send(.result(attempt(2), .stopped))])
    _ = scene.hear(.acknowledge([attempt(2)]))
    _ = scene.after(0, .finished(attempt(1), success()))
    let end = scene.hear(.acknowledge([attempt(1)]))
    #expect(end == [.forget(attempt(1)), .stop(.done)])
    #expect(scene.after(0, .connected) == [])
  }

  @Test func anInterruptedWorkerStopsItsJobsAndWaitsOnlyShortly() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1), attempt(2))
    let effects = scene.after(0, .interrupted)
    #expect(effects.contains(.cancel(attempt(1))))
    #expect(effects.results == [attempt(2)])
    #expect(scene.after(0, .finished(attempt(1), .stopped)).results == [attempt(1)])
    #expect(scene.after(2_999).contains(.stop(.interrupted(unacknowledged: 0))) == false)
    #expect(scene.after(1).last == .stop(.interrupted(unacknowledged: 0)))
  }

  @Test func anInterruptedWorkerWithoutACoordinatorStopsAtOnce() {
    var scene = Scene()
    #expect(scene.after(0, .restored(attempt(9), .failure("no"))) == [])
    #expect(scene.after(0, .interrupted) == [.stop(.interrupted(unacknowledged: 1))])
  }

  @Test func anIdleWorkerLeavesAfterItsTime() {
    var scene = Scene { $0.idleLimit = 5_000 }
    scene.begin()
    _ = scene.assign(attempt(1))
    #expect(!scene.after(60_000).contains(.stop(.done)))
    scene.begin()
    _ = scene.after(0, .finished(attempt(1), .failure("no")))
    _ = scene.hear(.acknowledge([attempt(1)]))
    #expect(!scene.after(4_999).contains(.stop(.done)))
    #expect(Array(scene.after(1).suffix(2)) == [.send(.leaving), .stop(.done)])
  }

  @Test func aRefusedWorkerStops() {
    var scene = Scene()
    scene.begin()
    _ = scene.assign(attempt(1))
    #expect(scene.hear(.refuse("too old")) == [.cancel(attempt(1)), .stop(.refused("too old"))])
  }

  @Test func restoredResultsAreOfferedAndTold() {
    var scene = Scene()
    _ = scene.after(0, .restored(attempt(1), .failure("no")))
    #expect(scene.after(0, .connected).hello?.finished == [attempt(1)])
    #expect(scene.hear(scene.welcome()).results == [attempt(1)])
    #expect(scene.assign(attempt(1)) == [])
    #expect(scene.hear(.acknowledge([attempt(1)])) == [.forget(attempt(1))])
  }

  @Test func noMoreWorkIsTakenThanTheOutboxHolds() {
    var scene = Scene { $0.outboxLimit = 3 }
    scene.begin()
    for job in 1...50 {
      _ = scene.assign(attempt(job))
      _ = scene.after(0, .finished(attempt(job), success()))
      #expect(scene.worker.outboxCount <= 3)
    }
  }
}
