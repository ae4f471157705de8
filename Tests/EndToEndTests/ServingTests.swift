internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// A coordinator that goes on, and commands that talk to it from other processes.
  @Suite struct ServingTests {
    @Test func aDetachedRunIsWaitedForAndEndsComplete() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let run = try workplace.output("submit", "tiny.json", "--detach").dropLast()
      let wait = try workplace.coordinator("wait", String(run))
      let status = try workplace.json("status")
      #expect(status["run"]?.text == String(run))
      #expect(status["state"]?.text == "active")
      #expect(try workplace.output("status").contains("no worker is connected"))
      #expect(wait.status == nil)
      _ = try workplace.worker("late")
      #expect(try wait.end() == 0, "\(wait.errors)")
      try expectUndisturbedBytes(workplace)
    }

    @Test func aCancelledRunEndsWith130AndCanBeSubmittedAgain() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let worker = try workplace.worker("only")
      let submit = try workplace.coordinator("submit", "tiny.json")
      #expect(
        try eventually(within: 20) {
          try workplace.json("runs").array?.isEmpty == false
        })
      worker.send(SIGSTOP)
      let wait = try workplace.coordinator("wait")
      usleep(200_000)
      #expect(submit.status == nil, "the run is not over yet")
      try workplace.output("cancel", "last", "--reason", "it rains")
      #expect(try wait.end(within: 10) == 130)
      #expect(try submit.end(within: 10) == 130)
      worker.send(SIGCONT)
      #expect(try workplace.output("status").contains("because: it rains"))
      let again = try workplace.coordinator("cancel", "last")
      #expect(try again.end(within: 10) == 64)
      #expect(again.errors.contains("is not active: it is cancelled"))
      try workplace.output("submit", "tiny.json")
      try expectUndisturbedBytes(workplace)
    }

    @Test func aRunThatMissesJobsEndsWith1AndRetryCompletesIt() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let run = try workplace.output(
        "submit", "tiny.json", "--set", "crashes=1", "--detach"
      ).dropLast()
      let victim = try workplace.worker("victim")
      #expect(
        try eventually(within: 20) {
          victim.send(SIGSTOP)
          usleep(50_000)
          let running = try workplace.json("status")["running"]?.array ?? []
          if running.isEmpty { victim.send(SIGCONT) }
          return !running.isEmpty
        })
      let follower = try workplace.coordinator("submit", "tiny.json", "--set", "crashes=1")
      // Were it heard only after the job has failed, it would ask for another try.
      #expect(eventually(within: 10) { follower.errors.contains("of 53 jobs") })
      victim.kill()
      let wait = try workplace.coordinator("wait", String(run))
      _ = try workplace.worker("victim")
      #expect(try wait.end() == 1, "\(wait.errors)")
      #expect(try follower.end() == 1)
      #expect(follower.errors.contains(": 1 workers died of it"))
      let status = try workplace.json("status")
      #expect(status["state"]?.text == "incomplete")
      let failed = try #require(status["failed"]?.array?.first)
      #expect(failed["reason"]?.text == "1 workers died of it")
      #expect(try workplace.output("retry", "--failed").contains("jobs once more"))
      let second = try workplace.coordinator("wait", String(run))
      #expect(try second.end() == 0, "\(second.errors)")
      #expect(try workplace.json("status")["state"]?.text == "complete")
    }

    @Test func theCoordinatorMayRestartUnderItsWorkers() throws {
      let workplace = try Workplace()
      let first = try workplace.serve()
      let address = try Files.readText("\(workplace.state)/listening").split(separator: "\n")[0]
      let worker = try workplace.worker("loyal")
      let run = try workplace.output("submit", "tiny.json", "--detach").dropLast()
      #expect(eventually(within: 20) { worker.errors.contains("describe") })
      first.kill()
      _ = try workplace.serve("--listen", String(address))
      let wait = try workplace.coordinator("wait", String(run))
      #expect(try wait.end() == 0, "\(wait.errors)")
      #expect(worker.errors.contains("the coordinator was restarted"))
      #expect(worker.status == nil)
      try expectUndisturbedBytes(workplace)
    }

    @Test func ofTwoWorkersWithOneNameTheOlderLeavesWithAReason() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let older = try workplace.worker("same")
      #expect(eventually(within: 10) { older.errors.contains("connected") })
      usleep(300_000)
      let newer = try workplace.worker("same")
      try workplace.output("submit", workplace.spec)
      #expect(try older.end(within: 10) == 69)
      #expect(older.errors.contains("another worker has taken the name 'same'"))
      #expect(newer.status == nil)
      try expectUndisturbedBytes(workplace)
    }

    @Test func oneStateFolderHasOneCoordinator() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let second = try workplace.coordinator("serve", "--listen", "tcp://127.0.0.1:0")
      #expect(try second.end(within: 10) == 69)
      #expect(second.errors.contains("another coordinator is using"))
    }

    @Test func aSubmitWhoseCoordinatorEndsWithAnotherRunGoesOnByItself() throws {
      let workplace = try Workplace()
      let first = try workplace.coordinator("submit", "tiny.json")
      #expect(eventually(within: 10) { Files.exists("\(workplace.state)/listening") })
      let second = try workplace.coordinator("submit", "tiny.json", "--set", "name=second")
      let third = try workplace.coordinator("submit", "tiny.json", "--detach")
      #expect(try third.end(within: 10) == 64)
      #expect(third.errors.contains("start it with 'coordinator serve'"), "\(third.errors)")
      #expect(try first.end() == 0, "\(first.errors)")
      #expect(try second.end() == 0, "\(second.errors)")
      let runs = try workplace.json("runs").array ?? []
      #expect(runs.map { $0["state"]?.text } == ["complete", "complete"])
    }

    @Test func aCoordinatorIsFoundWhileItStarts() throws {
      let workplace = try Workplace()
      let coordinator = try workplace.coordinator("serve", "--listen", "tcp://127.0.0.1:0")
      for _ in 0..<20 {
        let runs = try workplace.coordinator("runs", "--json")
        let status = try runs.end(within: 5)
        #expect(status == 0 || runs.errors.contains("there is no journal"), "\(runs.errors)")
      }
      #expect(coordinator.status == nil, "a command that looks does not keep it from starting")
    }
  }
}
